import { constants, createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { anAccessToken, createSigningKey, encode, type SigningKey, signToken } from '../support/issuer.ts';
import { expectInvalidToken, namesOf, profiles, type Started, startAuthorization } from './start-authorization.ts';

for (const profile of profiles) {
  const { type } = namesOf[profile];

  describe(`authorization with profile ${profile} throws 401 invalid_token for`, () => {
    let started: Started;
    let otherKey: SigningKey;

    before(async () => {
      started = await startAuthorization(profile);
      otherKey = await createSigningKey();
    });

    after(() => started.close());

    const expectInvalid = (token: string) => expectInvalidToken(started, token);

    it('a signature by a key embedded in the token', () => {
      const { claims } = anAccessToken(started.issuer, { profile, now: new Date(started.seconds() * 1000) });
      const header = { alg: 'RS256', typ: type, kid: otherKey.kid, jwk: otherKey.jwk };
      return expectInvalid(signToken(header, claims, otherKey.privateKey));
    });

    it('a signature by another key with the issuer’s kid', () => {
      const shape = anAccessToken(started.issuer, { profile, now: new Date(started.seconds() * 1000) });
      return expectInvalid(signToken(shape.header, shape.claims, otherKey.privateKey));
    });

    it('the signature of another token', () => {
      const [header, claims] = started.token().split('.');
      return expectInvalid(`${header}.${claims}.${started.token({ claims: { jti: 'x' } }).split('.')[2]}`);
    });

    it('claims changed after signing', () => {
      const [header, , signature] = started.token().split('.');
      const { claims } = anAccessToken(started.issuer, { profile, now: new Date(started.seconds() * 1000) });
      return expectInvalid(`${header}.${encode({ ...claims, name: 'Daisy Phillips' })}.${signature}`);
    });

    it('unsigned tokens', async () => {
      for (const alg of ['none', 'None', 'NONE', 'RS256']) {
        const [, claims, signature] = started.token().split('.');
        const header = encode({ alg, typ: type, kid: started.issuer.key.kid });
        await expectInvalid(`${header}.${claims}.`);
        await expectInvalid(`${header}.${claims}`);
        await (alg === 'RS256' ? undefined : expectInvalid(`${header}.${claims}.${signature}`));
      }
    });

    const signWith = (alg: string, signer: (input: Buffer) => Buffer, kid = started.issuer.key.kid): string => {
      const { claims } = anAccessToken(started.issuer, { profile, now: new Date(started.seconds() * 1000) });
      const input = `${encode({ alg, typ: type, kid })}.${encode(claims)}`;
      return `${input}.${signer(Buffer.from(input)).toString('base64url')}`;
    };

    it('other algorithms with the issuer’s key', async () => {
      const { privateKey: key } = started.issuer.key;
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      await expectInvalid(signWith('RS384', (input) => sign('sha384', input, key)));
      await expectInvalid(signWith('RS512', (input) => sign('sha512', input, key)));
      await expectInvalid(signWith('PS256', (input) => sign('sha256', input, { key, padding, saltLength: 32 })));
      await expectInvalid(signWith('RS256', (input) => sign('sha256', input, { key, padding, saltLength: 32 })));
      await expectInvalid(signWith('RS256', (input) => sign('sha384', input, key)));
    });

    it('an elliptic curve key, even if it is published', async () => {
      const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const es256 = (input: Buffer) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' });
      const { issuer } = started;
      issuer.publish([issuer.key.jwk, { ...publicKey.export({ format: 'jwk' }), kid: 'ec', use: 'sig', alg: 'ES256' }]);
      started.pass(3600);
      await expectInvalid(signWith('ES256', es256, 'ec'));
      await expectInvalid(signWith('RS256', es256, 'ec'));
    });

    it('HS256 with the public key as secret, in any encoding', async () => {
      const publicKey = createPublicKey(started.issuer.key.privateKey);
      const { jwk } = started.issuer.key;
      const secrets = [
        publicKey.export({ format: 'pem', type: 'spki' }),
        String(publicKey.export({ format: 'pem', type: 'spki' })).trim(),
        publicKey.export({ format: 'pem', type: 'pkcs1' }),
        publicKey.export({ format: 'der', type: 'spki' }),
        publicKey.export({ format: 'der', type: 'pkcs1' }),
        JSON.stringify(jwk),
        String(jwk.n),
        Buffer.from(String(jwk.n), 'base64url'),
      ];
      for (const secret of secrets) {
        await expectInvalid(signWith('HS256', (input) => createHmac('sha256', secret).update(input).digest()));
        await expectInvalid(signWith('RS256', (input) => createHmac('sha256', secret).update(input).digest()));
      }
    });
  });
}
