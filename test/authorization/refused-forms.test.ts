import { expect } from 'chai';
import { anAccessToken, encode, fabrikam, signToken } from '../support/issuer.ts';
import { expectInvalidToken, namesOf, profiles, type Started, startAuthorization } from './start-authorization.ts';

for (const profile of profiles) {
  const { type } = namesOf[profile];

  describe(`authorization with profile ${profile} throws 401 invalid_token for`, () => {
    let started: Started;

    before(async () => {
      started = await startAuthorization(profile);
    });

    after(() => started.close());

    const expectInvalid = (token: string) => expectInvalidToken(started, token);

    it('a duplicate claim or header parameter', async () => {
      const { header, claims } = anAccessToken(started.issuer, {
        profile,
        now: new Date(started.seconds() * 1000),
      });
      const duplicate = (value: unknown, member: string) => JSON.stringify(value).replace(/^\{/, `{${member},`);
      const { privateKey } = started.issuer.key;
      await started.authorization.authorize(`Bearer ${signToken(header, claims, privateKey)}`, 'repairs_read');
      await expectInvalid(signToken(header, duplicate(claims, `"tid":"${fabrikam}"`), privateKey));
      await expectInvalid(signToken(header, duplicate(claims, `"\\u0074id":"${fabrikam}"`), privateKey));
      await expectInvalid(signToken(duplicate(header, '"alg":"none"'), claims, privateKey));
    });

    it('an infinite nbf', async () => {
      const { header, claims } = anAccessToken(started.issuer, { profile, now: new Date(started.seconds() * 1000) });
      const text = JSON.stringify(claims).replace(/"nbf":\d+/, '"nbf":-1e999');
      expect(JSON.parse(text).nbf).to.equal(-Infinity);
      await expectInvalid(signToken(header, text, started.issuer.key.privateKey));
    });

    it('text that is not a JWT', async () => {
      for (const text of ['a', '..', 'a.b.c', '...', 'e30.e30.e30', 'bnVsbA.bnVsbA.bnVsbA', 'a=', '~.~.~']) {
        await expectInvalid(text);
      }
    });

    it('an encrypted token with five parts', () =>
      expectInvalid(`${encode({ alg: 'RSA-OAEP', enc: 'A256GCM', typ: type })}.QUFB.QUFB.QUFB.QUFB`));

    it('a valid token with a fourth part', () => expectInvalid(`${started.token()}.QUFB`));

    it('a valid token that is too long', async () => {
      const tokenWithPadding = (length: number) => started.token({ claims: { padding: 'x'.repeat(length) } });
      await started.authorization.authorize(`Bearer ${tokenWithPadding(5000)}`, 'repairs_read');
      await expectInvalid(tokenWithPadding(6100));
    });

    it('a valid token in non-canonical base64url', async () => {
      const [header = '', claims = '', signature = ''] = started.token().split('.');
      // A signature of 256 bytes leaves four bits of the last character unused.
      const last = signature.at(-1) ?? '';
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const trailing = signature.slice(0, -1) + alphabet[alphabet.indexOf(last) + 1];
      expect(Buffer.from(trailing, 'base64url').equals(Buffer.from(signature, 'base64url'))).to.equal(true);
      await expectInvalid(`${header}.${claims}.${trailing}`);
      await expectInvalid(`${header}.${claims}.${signature}=`);
      await expectInvalid(`${header}.${claims}.${signature}==`);
      await expectInvalid(`${header}.${claims}.${signature}A`);
      await expectInvalid(`${header}.${claims}.${signature.replaceAll('-', '+').replaceAll('_', '/')}~`);
    });
  });
}
