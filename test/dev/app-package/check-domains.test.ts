import { checkDomains } from '../../../src/dev/app-package/check-domains.ts';
import { card, itNamesFaults } from './bent-package.ts';

describe('checkDomains', () => {
  itNamesFaults(checkDomains, [
    [
      'a domain left out',
      (b) => {
        b.manifest.validDomains = ['repairs.contoso.com'];
      },
      /"validDomains" leaves out 127\.0\.0\.1/,
    ],
    [
      'a domain with scheme',
      (b) => {
        b.manifest.validDomains.push('https://repairs.contoso.com');
      },
      /is no domain/,
    ],
    [
      "everybody's domains",
      (b) => {
        b.manifest.validDomains.push('*.com');
      },
      /everybody's domains/,
    ],
    [
      'a picture from a domain of nobody named',
      (b) => {
        card(b).body[0].url = 'https://pictures.example.net/x.png';
      },
      /leaves out pictures\.example\.net/,
    ],
    [
      'a developer address on plain http',
      (b) => {
        b.manifest.developer.privacyUrl = 'http://contoso.com/privacy';
      },
      /developer\.privacyUrl is no https/,
    ],
  ]);
});
