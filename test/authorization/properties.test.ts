import { expect } from 'chai';
import fc from 'fast-check';
import { AuthorizationError } from '../../src/authorization/authorization-error.ts';
import type { AuthorizationProfile } from '../../src/authorization/callers/authorization-settings.ts';
import { encode } from '../support/issuer.ts';
import { type Started, startAuthorization } from './start-authorization.ts';

const jsonValue = () => fc.oneof(fc.jsonValue(), fc.constantFrom('', 0, -1, 1e308, null, [], {}, '\ud800'));

for (const profile of ['rfc9068', 'entra-id-v2'] satisfies AuthorizationProfile[]) {
  describe(`given arbitrary input, authorization with profile ${profile}`, () => {
    let started: Started;

    before(async () => {
      started = await startAuthorization(profile);
    });

    after(() => started.close());

    const expectRefused = async (header: string) => {
      const error = await started.refusal(header);
      expect(error).to.be.instanceOf(AuthorizationError);
      expect(error.status).to.be.oneOf([400, 401, 403]);
      expect(error.headers['WWW-Authenticate']).to.match(/^Bearer realm="repairs", [\x20-\x7e]+$/);
    };

    it('rejects any string as header', () =>
      fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), expectRefused)));

    it('rejects any string as token', () => {
      const token = fc.oneof(
        fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.~+/= ,') }),
        fc.array(fc.base64String(), { minLength: 2, maxLength: 5 }).map((parts) => parts.join('.')),
      );
      return fc.assert(fc.asyncProperty(token, (text) => expectRefused(`Bearer ${text}`)));
    });

    it('rejects any JSON as header and claims with an invalid signature', () => {
      const part = fc.oneof(fc.dictionary(fc.string(), jsonValue()), jsonValue()).map((value) => JSON.stringify(value));
      return fc.assert(
        fc.asyncProperty(part, part, (header, claims) =>
          expectRefused(`Bearer ${encode(header)}.${encode(claims)}.QUFB`),
        ),
      );
    });

    it('rejects a valid token with any character replaced, inserted or removed', () => {
      const token = started.token({ claims: { exp: started.seconds() + 24 * 3600 } });
      let fetches = started.issuer.fetches;
      const change = fc.record({
        at: fc.nat(token.length - 1),
        remove: fc.constantFrom(0, 1),
        insert: fc.constantFrom('', 'A', 'B', 'f', '_', '-', '.', '=', '+', '0', ' ', '\n'),
      });
      return fc.assert(
        fc.asyncProperty(change, async ({ at, remove, insert }) => {
          const changed = token.slice(0, at) + insert + token.slice(at + remove);
          // Extra spaces after the scheme are allowed (RFC 6750 section 2.1).
          fc.pre(changed.trimStart() !== token);
          // So that every changed kid causes a fetch; the token is still valid at the end.
          started.pass(started.issuer.fetches === fetches ? 0 : 10);
          fetches = started.issuer.fetches;
          await expectRefused(`Bearer ${changed}`);
        }),
        { numRuns: 500 },
      );
    });

    it('rejects a signed token with a claim of the wrong type', () => {
      const names = fc.constantFrom(
        'iss',
        'aud',
        'exp',
        'iat',
        'nbf',
        'tid',
        'sub',
        profile === 'rfc9068' ? 'scope' : 'scp',
      );
      const wrong = fc.oneof(
        fc.constantFrom(null, true, false, {}, [], [[]], -1, 0, 1e308, ''),
        fc.array(fc.string()),
        fc.dictionary(fc.string(), fc.string()),
      );
      return fc.assert(
        fc.asyncProperty(names, wrong, async (name, value) => {
          fc.pre(name !== 'nbf' || typeof value !== 'number' || value > 1e9);
          await expectRefused(`Bearer ${started.token({ claims: { [name]: value } })}`);
        }),
      );
    });
  });
}
