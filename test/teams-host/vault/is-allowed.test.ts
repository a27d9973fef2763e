import { expect } from 'chai';
import fc from 'fast-check';
import { isAllowed } from '../../../src/teams-host/vault/is-allowed.ts';
import type { ApiRegistration } from '../../../src/teams-host/vault/registration.ts';
import { anApiKeyRegistration, ashley, contoso, karin } from './vault-fixture.ts';

const appId = '33333333-3333-4333-8333-333333333333';

function allows(changes: object, url: string, user = karin): boolean {
  const registration = { ...anApiKeyRegistration(), ...changes } as ApiRegistration;
  return isAllowed(registration, { user, appId, url }).allowed;
}

describe('isAllowed', () => {
  it('allows any app, or only the given app, comparing ids case-insensitively', () => {
    expect(allows({}, 'https://api.example/')).to.equal(true);
    expect(allows({ restrictByApp: { appId: appId.toUpperCase() } }, 'https://api.example/')).to.equal(true);
    expect(allows({ restrictByApp: { appId: contoso } }, 'https://api.example/')).to.equal(false);
  });

  it('refuses people of other tenants if the registration is restricted to its home tenant', () => {
    const home = { restrictByOrg: 'homeTenant', homeTenantId: contoso };
    expect(allows(home, 'https://api.example/')).to.equal(true);
    expect(allows(home, 'https://api.example/', ashley)).to.equal(false);
    expect(allows({ restrictByOrg: 'homeTenant' }, 'https://api.example/')).to.equal(false);
  });

  it('explains a refusal and its remedy', () => {
    const answer = isAllowed(anApiKeyRegistration(), { user: karin, appId, url: 'https://other.example/' });
    expect(answer).to.have.property('why').that.includes('https://other.example/');
    expect(answer).to.have.property('remedy').that.includes('base URL');
  });

  describe('by base URL', () => {
    const below = [
      ['https://api.example', 'https://api.example'],
      ['https://api.example', 'https://api.example/a/b?c=d#e'],
      ['https://api.example:443', 'https://API.example/'],
      ['https://api.example/api', 'https://api.example/api'],
      ['https://api.example/api', 'https://api.example/api?x=1'],
      ['https://api.example/api', 'https://api.example/api/repairs'],
      ['https://api.example/api', 'https://api.example/v1/../api/repairs'],
      ['https://api.example/api/', 'https://api.example/api/repairs'],
      ['https://api.example/api', 'https://api.example/api/a%2Fb'],
    ] as const;
    for (const [baseUrl, url] of below) {
      it(`allows ${url} below ${baseUrl}`, () => {
        expect(allows({ baseUrl }, url)).to.equal(true);
      });
    }

    const outside = [
      ['https://a.example', 'https://a.example.evil.com/'],
      ['https://a.example', 'https://a.example@evil.com/'],
      ['https://a.example', 'https://evil.com@a.example/'],
      ['https://a.example', 'https://:secret@a.example/'],
      ['https://a.example', 'http://a.example/'],
      ['https://a.example', 'https://a.example:8443/'],
      ['https://a.example', 'https://a.example./'],
      ['https://a.example', 'https://evil.com/https://a.example/'],
      ['https://a.example', 'https://evil.com\\a.example/'],
      ['https://a.example', '/api'],
      ['https://a.example', 'javascript:alert(1)'],
      ['https://a.example/api', 'https://a.example/apis'],
      ['https://a.example/api', 'https://a.example/API/repairs'],
      ['https://a.example/api/', 'https://a.example/api'],
      ['https://a.example/api', 'https://a.example/api/../admin'],
      ['https://a.example/api', 'https://a.example/api/%2e%2e/admin'],
      ['https://a.example/api', 'https://a.example/api/..%2fadmin'],
      ['https://a.example/api', 'https://a.example/api/%2E%2E%5Cadmin'],
      ['https://a.example/api', 'https://a.example/api/..\\admin'],
      ['https://a.example/api', 'https://a.example/'],
    ] as const;
    for (const [baseUrl, url] of outside) {
      it(`refuses ${url} for ${baseUrl}`, () => {
        expect(allows({ baseUrl }, url)).to.equal(false);
      });
    }

    it('refuses any URL of another origin', () => {
      fc.assert(
        fc.property(fc.webUrl({ withQueryParameters: true }), fc.webUrl(), (url, baseUrl) => {
          fc.pre(new URL(url).origin !== new URL(baseUrl).origin);
          expect(allows({ baseUrl }, url)).to.equal(false);
        }),
      );
    });

    it('allows only URLs whose normalised path is the base or continues with a slash', () => {
      const piece = fc.constantFrom(
        'api',
        '..',
        '.',
        '%2e%2e',
        '%2f',
        '%5c',
        '\\',
        '/',
        'x',
        '..%2f',
        '?',
        '#',
        '@',
        ':',
      );
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
          const url = `https://a.example/api${pieces.join('')}`;
          if (allows({ baseUrl: 'https://a.example/api' }, url)) {
            expect(new URL(url).origin).to.equal('https://a.example');
            expect(new URL(url).pathname).to.match(/^\/api(\/|$)/);
            const decoded = decodeURIComponent(new URL(url).pathname).replaceAll('\\', '/');
            expect(decoded.split('/')).not.to.include('..');
          }
        }),
        { numRuns: 500 },
      );
    });
  });
});
