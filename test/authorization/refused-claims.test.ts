import { contoso, fabrikam } from '../support/issuer.ts';
import { expectInvalidToken, namesOf, profiles, type Started, startAuthorization } from './start-authorization.ts';

for (const profile of profiles) {
  const { scopeClaim, userClaim } = namesOf[profile];

  describe(`authorization by the profile ${profile} refuses with 401 invalid_token, whose cause only the log sees,`, () => {
    let started: Started;

    before(async () => {
      started = await startAuthorization(profile);
    });

    after(() => started.close());

    const expectInvalid = (token: string) => expectInvalidToken(started, token);

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
      'a token of neither a person nor an app by idtyp': () => ({ idtyp: 'device' }),
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
      'a subject of 257 characters': () => ({ sub: 'x'.repeat(257) }),
      'a subject with a lone surrogate': () => ({ sub: 'a\ud800' }),
      'a subject with a control character': () => ({ sub: 'a\u0000b' }),
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
  });
}
