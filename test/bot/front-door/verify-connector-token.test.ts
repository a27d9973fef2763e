import { expect } from 'chai';
import { verifyConnectorToken } from '../../../src/bot/front-door/verify-connector-token.ts';
import { InvalidRequest } from '../../../src/foundation/errors.ts';
import type { KeySet } from '../../../src/jwt/key-set.ts';
import { parseKeySet } from '../../../src/jwt/parse-key-set.ts';
import { TokenRefused } from '../../../src/jwt/token-refused.ts';
import { botAppId } from '../../support/an-activity.ts';
import { createEndorsedKey } from '../../support/connector.ts';
import { contoso, type SigningKey, signToken } from '../../support/issuer.ts';

describe('verifyConnectorToken', () => {
  const rules = { issuer: 'https://api.botframework.com', audience: botAppId };
  const serviceUrl = 'https://smba.trafficmanager.net/amer/';
  const now = new Date('2026-05-04T08:00:00Z');
  const seconds = now.getTime() / 1000;
  let key: SigningKey;
  let keys: KeySet;

  before(async () => {
    key = await createEndorsedKey(['msteams', 'webchat']);
    const known = await parseKeySet({ keys: [key.jwk] });
    keys = { find: async (kid) => known.get(kid), ready: async () => undefined };
  });

  const aToken = (claims: object = {}, header: object = {}, signer = key): string =>
    signToken(
      { alg: 'RS256', typ: 'JWT', kid: key.kid, ...header },
      { iss: rules.issuer, aud: botAppId, serviceurl: serviceUrl, nbf: seconds, exp: seconds + 3600, ...claims },
      signer.privateKey,
    );
  const verify = (header: string | undefined) => verifyConnectorToken(header, rules, keys, now);

  async function refusal(header: string | undefined): Promise<string> {
    try {
      await verify(header);
    } catch (fault) {
      expect(fault).to.satisfy(() => fault instanceof TokenRefused || fault instanceof InvalidRequest);
      return fault instanceof InvalidRequest ? (fault.detail ?? '') : (fault as TokenRefused).message;
    }
    throw new Error('the token was accepted');
  }

  it('returns the service URL of the token and the channels of its key', async () => {
    expect(await verify(`Bearer ${aToken()}`)).to.deep.equal({
      serviceUrl,
      endorsements: ['msteams', 'webchat'],
      expires: seconds + 3600,
    });
  });

  const refused: readonly [string, object, object?][] = [
    ['iss is not the channel', { iss: `https://sts.windows.net/${contoso}/` }],
    ['iss is not the channel', { iss: undefined }],
    ['aud is not this bot', { aud: contoso }],
    ['aud is not this bot', { aud: [botAppId] }],
    ['expired', { nbf: seconds - 3660, exp: seconds - 60 }],
    ['exp is missing or not a number', { exp: undefined }],
    ['not valid yet', { nbf: seconds + 61 }],
    ['nbf is missing or not a number', { nbf: undefined }],
    ['the lifetime is invalid', { exp: seconds + 86_401 }],
    ['the lifetime is invalid', { nbf: seconds + 20, exp: seconds + 20 }],
    ['serviceurl is missing', { serviceurl: undefined }],
    ['serviceurl is missing', { serviceurl: '' }],
    ['alg is not RS256', {}, { alg: 'HS256' }],
    ['alg is not RS256', {}, { alg: 'none' }],
    ['the header has jwk', {}, { jwk: {} }],
    ['kid is missing', {}, { kid: undefined }],
    ['the channel has no such key', {}, { kid: 'another' }],
  ];
  for (const [reason, claims, header] of refused) {
    const changed = JSON.stringify({ ...claims, ...header }, (_, value) => (value === undefined ? 'none' : value));
    it(`rejects ${changed}: ${reason}`, async () => {
      expect(await refusal(`Bearer ${aToken(claims, header)}`)).to.equal(reason);
    });
  }

  it('tolerates a clock skew of a minute', async () => {
    await verify(`Bearer ${aToken({ nbf: seconds + 60 })}`);
    await verify(`Bearer ${aToken({ nbf: seconds - 3600, exp: seconds - 59 })}`);
  });

  it('rejects the signature of another key', async () => {
    expect(await refusal(`Bearer ${aToken({}, {}, await createEndorsedKey())}`)).to.equal('the signature is wrong');
  });

  it('rejects a header without a bearer token', async () => {
    expect(await refusal(undefined)).to.equal('no connector token');
    expect(await refusal(`Basic ${aToken()}`)).to.equal('no connector token');
    expect(await refusal('Bearer a b')).to.equal('not exactly one b64token');
  });
});
