import { expect } from 'chai';
import { anAccessToken, encode, fabrikam, signToken } from '../support/issuer.ts';
import { expectInvalidToken, namesOf, profiles, type Started, startAuthorization } from './start-authorization.ts';

for (const profile of profiles) {
  const { type } = namesOf[profile];

  describe(`authorization by the profile ${profile} refuses with 401 invalid_token, whose cause only the log sees,`, () => {
    let started: Started;

    before(async () => {
      started = await startAuthorization(profile);
    });

    after(() => started.close());

    const expectInvalid = (token: string) => expectInvalidToken(started, token);

    it('a claim or header that occurs twice', async () => {
      const { header, claims } = anAccessToken(started.issuer, {
        profile,
        now: new Date(started.seconds() * 1000),
      });
      const twice = (value: unknown, member: string) => JSON.stringify(value).replace(/^\{/, `{${member},`);
      const { privateKey } = started.issuer.key;
      await started.authorization.authorize(`Bearer ${signToken(header, claims, privateKey)}`, 'repairs_read');
      await expectInvalid(signToken(header, twice(claims, `"tid":"${fabrikam}"`), privateKey));
      await expectInvalid(signToken(header, twice(claims, `"\\u0074id":"${fabrikam}"`), privateKey));
      await expectInvalid(signToken(twice(header, '"alg":"none"'), claims, privateKey));
    });

    it('a nbf beyond all numbers', async () => {
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

    it('an encrypted token of five parts', () =>
      expectInvalid(`${encode({ alg: 'RSA-OAEP', enc: 'A256GCM', typ: type })}.QUFB.QUFB.QUFB.QUFB`));

    it('a valid token with a fourth part', () => expectInvalid(`${started.token()}.QUFB`));

    it('a valid token that is too long', async () => {
      const padding = (length: number) => started.token({ claims: { padding: 'x'.repeat(length) } });
      await started.authorization.authorize(`Bearer ${padding(5000)}`, 'repairs_read');
      await expectInvalid(padding(6100));
    });

    it('other spellings of a valid token’s base64url', async () => {
      const [header = '', claims = '', signature = ''] = started.token().split('.');
      // 256 bytes of signature leave four bits of the last character unused.
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
