import { expect } from 'chai';
import { toTokenRules } from '../../../src/authorization/access-tokens/token-rules.ts';
import { verifyHeader } from '../../../src/authorization/access-tokens/verify-header.ts';
import { TokenRefused } from '../../../src/jwt/token-refused.ts';
import { contoso } from '../../support/issuer.ts';

const rules = toTokenRules({
  profile: 'rfc9068',
  issuer: 'http://127.0.0.1:3980',
  audience: 'api://repairs',
  allowedTenants: [contoso],
});

const verify = (header: Record<string, unknown>) => () =>
  verifyHeader({ compact: '', header: { alg: 'RS256', typ: 'at+jwt', kid: 'a', ...header }, claims: {} }, rules);

describe('verifyHeader (RFC 8725 section 3.1)', () => {
  it('accepts RS256 with a type and a kid', () => {
    expect(verify({})).not.to.throw();
  });

  it('rejects any other algorithm', () => {
    for (const alg of ['none', 'HS256', 'RS384', 'PS256', 'ES256', 'rs256', '', undefined, null, ['RS256']]) {
      expect(verify({ alg })).to.throw(TokenRefused, 'alg is not RS256');
    }
  });

  it('rejects extensions and embedded keys, regardless of their value', () => {
    for (const name of ['crit', 'b64', 'zip', 'jwk', 'jku', 'x5u', 'x5c']) {
      for (const value of [null, true, [], {}]) {
        expect(verify({ [name]: value })).to.throw(TokenRefused, `the header has ${name}`);
      }
    }
  });

  it('rejects a missing or invalid kid', () => {
    for (const kid of [undefined, null, '', 7, ['a'], {}]) {
      expect(verify({ kid })).to.throw(TokenRefused, 'kid is missing');
    }
  });
});
