import { constants, createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { expect } from 'chai';
import { AuthorizationError } from '../../src/authorization/authorization-error.ts';
import type { AuthorizationProfile } from '../../src/authorization/authorization-settings.ts';
import {
  anAccessToken,
  contoso,
  createSigningKey,
  encode,
  fabrikam,
  karin,
  type SigningKey,
  signToken,
} from '../support/issuer.ts';
import { metadataUrl, type Started, startAuthorization } from './start-authorization.ts';

const challenge = `Bearer realm="repairs", error="invalid_token", resource_metadata="${metadataUrl}"`;
const profiles: readonly AuthorizationProfile[] = ['rfc9068', 'entra-id-v2'];

for (const profile of profiles) {
  const scopeClaim = profile === 'rfc9068' ? 'scope' : 'scp';
  const userClaim = profile === 'rfc9068' ? 'sub' : 'oid';
  const type = profile === 'rfc9068' ? 'at+jwt' : 'JWT';

  describe(`authorization by the profile ${profile}`, () => {
    let started: Started;
    let stranger: SigningKey;

    before(async () => {
      started = await startAuthorization(profile);
      stranger = await createSigningKey();
    });

    after(() => started.close());

    const expectInvalid = async (token: string): Promise<AuthorizationError> => {
      const error = await started.refusal(`Bearer ${token}`);
      expect(error).to.be.instanceOf(AuthorizationError);
      expect([error.status, error.code, error.message]).to.deep.equal([
        401,
        'invalid_token',
        'The access token is not valid.',
      ]);
      expect(error.headers).to.deep.equal({ 'WWW-Authenticate': challenge });
      expect(error.detail).to.be.a('string').and.not.include('eyJ');
      return error;
    };

    it('gives the principal of a valid token', async () => {
      const principal = await started.authorization.authorize(`Bearer ${started.token()}`, 'repairs_read');
      expect(principal).to.deep.include({ tenantId: contoso, userId: karin, name: 'Karin Blair' });
      expect([...principal.scopes]).to.deep.equal(['repairs_read', 'repairs_write']);
      expect(principal.clientId).to.be.a('string');
    });

    it('takes the scheme in any case', async () => {
      for (const scheme of ['bearer', 'BEARER', 'bEaReR']) {
        await started.authorization.authorize(`${scheme} ${started.token()}`, 'repairs_write');
      }
    });

    it('takes any number of spaces after the scheme', () =>
      started.authorization.authorize(`Bearer   ${started.token()}`, 'repairs_read'));

    it('leaves out a name that is not fit to be shown', async () => {
      for (const name of [7, '', 'x'.repeat(257), '\ud800', 'a\u0000b']) {
        const header = `Bearer ${started.token({ claims: { name } })}`;
        expect(await started.authorization.authorize(header, 'repairs_read')).to.not.have.property('name');
      }
    });

    for (const header of [undefined, '', 'Basic a2FyaW46cmVwYWlycw==', 'DPoP abc', 'abc.def.ghi', 'Bearerx abc']) {
      it(`answers ${JSON.stringify(header)} with a challenge without error code`, async () => {
        const error = await started.refusal(header);
        expect(error).to.be.instanceOf(AuthorizationError);
        expect(error.status).to.equal(401);
        expect(error.headers).to.deep.equal({
          'WWW-Authenticate': `Bearer realm="repairs", resource_metadata="${metadataUrl}"`,
        });
      });
    }

    for (const header of ['Bearer', 'Bearer ', 'Bearer a b', 'Bearer a,b', 'Bearer a, Bearer b', 'Bearer "a"']) {
      it(`answers ${JSON.stringify(header)} with 400 invalid_request`, async () => {
        const error = await started.refusal(header);
        expect(error).to.be.instanceOf(AuthorizationError);
        expect([error.status, error.code]).to.deep.equal([400, 'invalid_request']);
        expect(error.headers['WWW-Authenticate']).to.equal(
          `Bearer realm="repairs", error="invalid_request", resource_metadata="${metadataUrl}"`,
        );
      });
    }

    describe('refuses with 401 invalid_token, whose cause only the log sees,', () => {
      const claims: Record<string, () => Record<string, unknown>> = {
        'an expired token': () => ({ exp: started.seconds() - 5 }),
        'a token that has expired just now, five seconds apart': () => ({
          iat: started.seconds() - 60,
          nbf: started.seconds() - 60,
          exp: started.seconds() - 5,
        }),
        'a token without exp': () => ({ exp: undefined }),
        'an exp that is text': () => ({ exp: String(started.seconds() + 60) }),
        'a token without iat': () => ({ iat: undefined }),
        'a nbf in the future': () => ({ nbf: started.seconds() + 6 }),
        'a nbf that is null': () => ({ nbf: null }),
        'an iat in the future': () => ({ iat: started.seconds() + 6 }),
        'a lifetime of 30 hours': () => ({ exp: started.seconds() + 30 * 3600 }),
        'a lifetime without length': () => ({ iat: started.seconds() + 3, exp: started.seconds() + 3 }),
        'a foreign issuer': () => ({ iss: 'https://issuer.example.com' }),
        'an issuer longer by a slash': () => ({ iss: `${started.issuer.url}/` }),
        'an issuer in an array': () => ({ iss: [started.issuer.url] }),
        'a token without issuer': () => ({ iss: undefined }),
        'a wrong audience': () => ({ aud: 'api://other' }),
        'a token without audience': () => ({ aud: undefined }),
        'an audience in other case': () => ({
          aud: started.issuer.settings(profile).audience.toUpperCase().replace(/^4/, '5'),
        }),
        'an audience among others': () => ({ aud: [started.issuer.settings(profile).audience, 'api://other'] }),
        'no audiences': () => ({ aud: [] }),
        'an ID token by its nonce': () => ({ nonce: 'n-0S6_WzA2Mj' }),
        'an ID token by its at_hash': () => ({ at_hash: '77QmUPtjPfzWtF2AnpK9RQ' }),
        'an ID token by its c_hash': () => ({ c_hash: 'LDktKdoQak3Pk0cnXxCltA' }),
        'an ID token by its s_hash': () => ({ s_hash: 'LDktKdoQak3Pk0cnXxCltA' }),
        'an app token by idtyp': () => ({ idtyp: 'app' }),
        'a token bound to a key': () => ({ cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } }),
        'another tenant': () => ({ tid: fabrikam }),
        'another tenant of the right issuer': () => ({
          tid: fabrikam,
          iss: profile === 'rfc9068' ? started.issuer.url : `${started.issuer.url}/${fabrikam}/v2.0`,
        }),
        'a tenant in an array': () => ({ tid: [contoso] }),
        'a token without tenant': () => ({ tid: undefined }),
        'a token without subject': () => ({ sub: undefined }),
        'an empty subject': () => ({ sub: '' }),
        'a subject that is a number': () => ({ sub: 7 }),
        'a subject with a lone surrogate': () => ({ sub: 'a\ud800' }),
        'a token without user': () => ({ [userClaim]: undefined }),
        'scopes in an array': () => ({ [scopeClaim]: ['repairs_read'] }),
        'scopes as a number': () => ({ [scopeClaim]: 7 }),
        'scopes that are null': () => ({ [scopeClaim]: null }),
        'scopes that are empty': () => ({ [scopeClaim]: '' }),
        'scopes between tabs': () => ({ [scopeClaim]: 'openid\trepairs_read' }),
        'scopes between two spaces': () => ({ [scopeClaim]: 'openid  repairs_read' }),
      };
      const rfc9068Claims: typeof claims = {
        'an app token by its subject': () => ({ sub: 'teams' }),
        'a token without client': () => ({ client_id: undefined }),
        'a token without jti': () => ({ jti: undefined }),
        'a lifetime of 25 hours': () => ({ exp: started.seconds() + 25 * 3600 }),
      };
      const entraClaims: typeof claims = {
        'an app token by its lack of scp': () => ({ scp: undefined, roles: ['Repairs.Read.All'] }),
        'a v1 token': () => ({ ver: '1.0' }),
        'a token without version': () => ({ ver: undefined }),
        'a token without nbf': () => ({ nbf: undefined }),
        'a token without azp': () => ({ azp: undefined }),
        'the issuer of no tenant': () => ({ iss: `${started.issuer.url}/{tenantid}/v2.0` }),
      };
      for (const [title, of] of Object.entries({
        ...claims,
        ...(profile === 'rfc9068' ? rfc9068Claims : entraClaims),
      })) {
        it(title, () => expectInvalid(started.token({ claims: of() })));
      }

      const headers: Record<string, Record<string, unknown>> = {
        'a typ of the other profile': { typ: profile === 'rfc9068' ? 'JWT' : 'at+jwt' },
        'a token without typ': { typ: undefined },
        'an alg in other case': { alg: 'rs256' },
        'a token without alg': { alg: undefined },
        'an alg in an array': { alg: ['RS256'] },
        crit: { crit: ['exp'], exp: 1 },
        'an empty crit': { crit: [] },
        'b64 false': { b64: false },
        'b64 true': { b64: true },
        zip: { zip: 'DEF' },
        'an unknown kid': { kid: 'nobody' },
        'a kid that is a number': { kid: 7 },
        'a token without kid': { kid: undefined },
        'a kid from the prototype': { kid: 'constructor' },
        'a jku': { jku: 'http://127.0.0.1/keys' },
        'a x5u': { x5u: 'http://127.0.0.1/certificate' },
        'a x5c': { x5c: [] },
      };
      for (const [title, header] of Object.entries(headers)) {
        it(title, () => expectInvalid(started.token({ header })));
      }

      it('an ID token of the same client', () =>
        expectInvalid(
          started.token({ header: { typ: 'JWT' }, claims: { [scopeClaim]: undefined, nonce: 'n', ver: '2.0' } }),
        ));

      it('a key the token brings along', () => {
        const { claims } = anAccessToken(started.issuer, { profile, now: new Date(started.seconds() * 1000) });
        const header = { alg: 'RS256', typ: type, kid: stranger.kid, jwk: stranger.jwk };
        return expectInvalid(signToken(header, claims, stranger.privateKey));
      });

      it('a signature of another key under the issuer’s kid', () => {
        const shape = anAccessToken(started.issuer, { profile, now: new Date(started.seconds() * 1000) });
        return expectInvalid(signToken(shape.header, shape.claims, stranger.privateKey));
      });

      it('the signature of another token', () => {
        const [header, claims] = started.token().split('.');
        return expectInvalid(`${header}.${claims}.${started.token({ claims: { jti: 'x' } }).split('.')[2]}`);
      });

      it('claims changed after the signing', () => {
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

      const signedBy = (alg: string, by: (input: Buffer) => Buffer, kid = started.issuer.key.kid): string => {
        const { claims } = anAccessToken(started.issuer, { profile, now: new Date(started.seconds() * 1000) });
        const input = `${encode({ alg, typ: type, kid })}.${encode(claims)}`;
        return `${input}.${by(Buffer.from(input)).toString('base64url')}`;
      };

      it('other algorithms of the issuer’s own key', async () => {
        const { privateKey: key } = started.issuer.key;
        const padding = constants.RSA_PKCS1_PSS_PADDING;
        await expectInvalid(signedBy('RS384', (input) => sign('sha384', input, key)));
        await expectInvalid(signedBy('RS512', (input) => sign('sha512', input, key)));
        await expectInvalid(signedBy('PS256', (input) => sign('sha256', input, { key, padding, saltLength: 32 })));
        await expectInvalid(signedBy('RS256', (input) => sign('sha256', input, { key, padding, saltLength: 32 })));
        await expectInvalid(signedBy('RS256', (input) => sign('sha384', input, key)));
      });

      it('an elliptic curve key, even where the key set shows it', async () => {
        const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const es256 = (input: Buffer) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' });
        const { issuer } = started;
        issuer.publish([
          issuer.key.jwk,
          { ...publicKey.export({ format: 'jwk' }), kid: 'ec', use: 'sig', alg: 'ES256' },
        ]);
        started.pass(3600);
        await expectInvalid(signedBy('ES256', es256, 'ec'));
        await expectInvalid(signedBy('RS256', es256, 'ec'));
      });

      it('HS256 with the public key as the secret, in whatever spelling', async () => {
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
          await expectInvalid(signedBy('HS256', (input) => createHmac('sha256', secret).update(input).digest()));
          await expectInvalid(signedBy('RS256', (input) => createHmac('sha256', secret).update(input).digest()));
        }
      });

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

      it('a valid token that is longer than a token may be', async () => {
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

    it('lets clocks be five seconds apart', async () => {
      const claims = [
        { exp: started.seconds() - 4 },
        { nbf: started.seconds() + 5 },
        { iat: started.seconds() + 5, nbf: started.seconds() + 5 },
      ];
      for (const some of claims) {
        const past = 'exp' in some ? { iat: some.exp - 60, nbf: some.exp - 60 } : {};
        await started.authorization.authorize(
          `Bearer ${started.token({ claims: { ...past, ...some } })}`,
          'repairs_read',
        );
      }
    });

    it('takes an audience that is the only element of an array', async () => {
      const aud = [started.issuer.settings(profile).audience];
      await started.authorization.authorize(`Bearer ${started.token({ claims: { aud } })}`, 'repairs_read');
    });

    describe('answers 403 insufficient_scope to', () => {
      const others = [
        'repairs_read_all',
        'repairs_writ',
        'Repairs_read',
        'openid repairs_read_all x_repairs_read',
        'openid',
      ];
      for (const scope of others) {
        it(`the scopes ${scope}`, async () => {
          const error = await started.refusal(`Bearer ${started.token({ claims: { [scopeClaim]: scope } })}`);
          expect(error).to.be.instanceOf(AuthorizationError);
          expect([error.status, error.code]).to.deep.equal([403, 'insufficient_scope']);
          expect(error.headers['WWW-Authenticate']).to.equal(
            `Bearer realm="repairs", error="insufficient_scope", scope="repairs_read", resource_metadata="${metadataUrl}"`,
          );
        });
      }

      it('a reader who writes', async () => {
        const header = `Bearer ${started.token({ claims: { [scopeClaim]: 'openid repairs_read' } })}`;
        await started.authorization.authorize(header, 'repairs_read');
        const error = await started.authorization.authorize(header, 'repairs_write').catch((reason) => reason);
        expect(error.status).to.equal(403);
      });
    });
  });
}

describe('authorization by the profile rfc9068', () => {
  it('takes the long spelling of the type', async () => {
    const started = await startAuthorization();
    const header = `Bearer ${started.token({ header: { typ: 'application/at+jwt' } })}`;
    await started.authorization.authorize(header, 'repairs_read');
    await started.close();
  });

  it('answers 403 to a token that was granted no scope', async () => {
    const started = await startAuthorization();
    expect((await started.refusal(`Bearer ${started.token({ claims: { scope: undefined } })}`)).status).to.equal(403);
    await started.close();
  });
});

describe('authorization by the profile entra-id-v2', () => {
  it('takes the long-lived tokens of continuous access evaluation', async () => {
    const started = await startAuthorization('entra-id-v2');
    const header = `Bearer ${started.token({ claims: { exp: started.seconds() + 28 * 3600 } })}`;
    await started.authorization.authorize(header, 'repairs_read');
    await started.close();
  });

  it('holds a key to the issuer that the key set names for it', async () => {
    const started = await startAuthorization('entra-id-v2');
    const { issuer } = started;
    for (const [keyIssuer, believed] of [
      [`${issuer.url}/{tenantid}/v2.0`, true],
      [`${issuer.url}/${contoso}/v2.0`, true],
      [`${issuer.url}/${fabrikam}/v2.0`, false],
      [issuer.url, false],
    ]) {
      issuer.publish([{ ...issuer.key.jwk, issuer: keyIssuer }]);
      started.pass(3600);
      const header = `Bearer ${started.token()}`;
      const answer = await started.authorization.authorize(header, 'repairs_read').catch((error) => error);
      expect(answer instanceof AuthorizationError).to.equal(!believed, String(keyIssuer));
    }
    await started.close();
  });
});
