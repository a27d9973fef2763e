import { expect } from 'chai';
import { type TokenRulesSettings, toTokenRules } from '../../../src/authorization/access-tokens/token-rules.ts';
import { contoso } from '../../support/issuer.ts';

const settings: TokenRulesSettings = {
  profile: 'entra-id-v2',
  issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
  audience: '44444444-4444-4444-8444-444444444444',
  allowedTenants: [contoso],
};

describe('toTokenRules', () => {
  it('throws if the issuer, the audience or the allowed tenants are empty', () => {
    for (const empty of [{ issuer: '' }, { audience: '' }, { allowedTenants: [] }]) {
      expect(() => toTokenRules({ ...settings, ...empty })).to.throw('at least one allowed tenant');
    }
  });
});
