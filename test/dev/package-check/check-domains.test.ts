import { expect } from 'chai';
import { checkDomains } from '../../../src/dev/package-check/check-domains.ts';
import { buildLocal, card, extension, itReportsFaults, modify } from './modified-package.ts';

describe('checkDomains', () => {
  itReportsFaults(checkDomains, [
    [
      'a missing domain',
      (b) => {
        b.manifest.validDomains = ['repairs.contoso.com'];
      },
      /"validDomains" does not list 127\.0\.0\.1/,
    ],
    [
      'a missing domain for signing in to the bot',
      (b) => {
        b.manifest.validDomains = ['127.0.0.1'];
      },
      /"validDomains" does not list token\.botframework\.com/,
    ],
    [
      'a missing domain of links',
      (b) => {
        extension(b).messageHandlers = [{ type: 'link', value: { domains: ['*.links.example.net'] } }];
      },
      /"validDomains" does not list \*\.links\.example\.net/,
    ],
    [
      'a wildcard for a top-level domain',
      (b) => {
        b.manifest.validDomains.push('*.com');
      },
      /whole top-level domain/,
    ],
    [
      'a picture from an undeclared domain',
      (b) => {
        card(b).body[0].url = 'https://pictures.example.net/x.png';
      },
      /does not list pictures\.example\.net/,
    ],
  ]);

  for (const [server, domains, isCovered] of [
    ['repairs.contoso.com', ['repairs.contoso.com'], true],
    ['repairs.contoso.com', ['Repairs.Contoso.com'], true],
    ['repairs.contoso.com', ['*.contoso.com'], true],
    ['repairs.contoso.com', ['contoso.com'], false],
    ['repairs.contoso.com', ['my.repairs.contoso.com'], false],
    ['repairs.contoso.com', ['myrepairs.contoso.com', 'repairs.contoso.com.example.net'], false],
    ['a.repairs.contoso.com', ['*.contoso.com'], false],
    ['contoso.com', ['*.contoso.com'], false],
    ['mycontoso.com', ['*.contoso.com'], false],
  ] as const) {
    it(`${isCovered ? 'accepts' : 'reports'} ${server} with the domains ${domains.join(', ')}`, async () => {
      const parts = await modify(await buildLocal(), (b) => {
        b.api.servers[0].url = `https://${server}/api`;
        b.manifest.validDomains = ['token.botframework.com', ...domains];
      });
      expect(checkDomains(parts)).to.have.length(isCovered ? 0 : 1);
    });
  }
});
