import { contoso, fabrikam } from '../support/issuer.ts';
import { expectInvalidToken, namesOf, profiles, type Started, startAuthorization } from './start-authorization.ts';

for (const profile of profiles) {
  const { scopeClaim } = namesOf[profile];

  describe(`authorization with profile ${profile} throws 401 invalid_token for`, () => {
    let started: Started;

    before(async () => {
      started = await startAuthorization(profile);
    });

    after(() => started.close());

    const expectInvalid = (token: string) => expectInvalidToken(started, token);

    const claims: Record<string, () => Record<string, unknown>> = {
      'a token that expires before it was issued': () => ({ exp: started.seconds() - 4 }),
      'a token that expired as long ago as the clock tolerance': () => ({
        iat: started.seconds() - 60,
        nbf: started.seconds() - 60,
        exp: started.seconds() - 5,
      }),
      'a token without exp': () => ({ exp: undefined }),
      'an exp that is a string': () => ({ exp: String(started.seconds() + 60) }),
      'a token without iat': () => ({ iat: undefined }),
      'an nbf in the future': () => ({ nbf: started.seconds() + 6 }),
      'an nbf of null': () => ({ nbf: null }),
      'an iat in the future': () => ({ iat: started.seconds() + 6 }),
      'a lifetime of 30 hours': () => ({ exp: started.seconds() + 30 * 3600 }),
      'a lifetime of zero': () => ({ iat: started.seconds() + 3, exp: started.seconds() + 3 }),
      'another issuer': () => ({ iss: 'https://issuer.example.com' }),
      'an issuer with a trailing slash': () => ({ iss: `${started.issuer.url}/` }),
      'an issuer in an array': () => ({ iss: [started.issuer.url] }),
      'a token without issuer': () => ({ iss: undefined }),
      'a wrong audience': () => ({ aud: 'api://other' }),
      'a token without audience': () => ({ aud: undefined }),
      'an audience that differs in one character': () => ({
        aud: `${started.issuer.settings(profile).audience.slice(0, -1)}x`,
      }),
      'several audiences': () => ({ aud: [started.issuer.settings(profile).audience, 'api://other'] }),
      'an empty list of audiences': () => ({ aud: [] }),
      'an ID token with a nonce': () => ({ nonce: 'n-0S6_WzA2Mj' }),
      'an ID token with an at_hash': () => ({ at_hash: '77QmUPtjPfzWtF2AnpK9RQ' }),
      'an ID token with a c_hash': () => ({ c_hash: 'LDktKdoQak3Pk0cnXxCltA' }),
      'an ID token with an s_hash': () => ({ s_hash: 'LDktKdoQak3Pk0cnXxCltA' }),
      'an app token with the idtyp app': () => ({ idtyp: 'app' }),
      'a token with an unknown idtyp': () => ({ idtyp: 'device' }),
      'a token bound to a key': () => ({ cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } }),
      'another tenant': () => ({ tid: fabrikam }),
      'a tenant in an array': () => ({ tid: [contoso] }),
      'a token without tenant': () => ({ tid: undefined }),
      'a token without subject': () => ({ sub: undefined }),
      'an empty subject': () => ({ sub: '' }),
      'a subject that is a number': () => ({ sub: 7 }),
      'a subject of 257 characters': () => ({ sub: 'x'.repeat(257) }),
      'a subject with a lone surrogate': () => ({ sub: 'a\ud800' }),
      'a subject with a control character': () => ({ sub: 'a\u0000b' }),
      'scopes in an array': () => ({ [scopeClaim]: ['repairs_read'] }),
      'scopes as a number': () => ({ [scopeClaim]: 7 }),
      'scopes of null': () => ({ [scopeClaim]: null }),
      'empty scopes': () => ({ [scopeClaim]: '' }),
      'scopes separated by a tab': () => ({ [scopeClaim]: 'openid\trepairs_read' }),
      'scopes separated by two spaces': () => ({ [scopeClaim]: 'openid  repairs_read' }),
    };
    const rfc9068Claims: typeof claims = {
      'an app token whose subject is the client': () => ({ sub: 'teams' }),
      'a token without client_id': () => ({ client_id: undefined }),
      'a token without jti': () => ({ jti: undefined }),
      'a lifetime of 25 hours': () => ({ exp: started.seconds() + 25 * 3600 }),
    };
    const entraClaims: typeof claims = {
      'another tenant with its own issuer': () => ({ tid: fabrikam, iss: `${started.issuer.url}/${fabrikam}/v2.0` }),
      'a token without user id': () => ({ oid: undefined }),
      'an app token with roles instead of scp': () => ({ scp: undefined, roles: ['Repairs.Read.All'] }),
      'a v1 token': () => ({ ver: '1.0' }),
      'a token without version': () => ({ ver: undefined }),
      'a token without nbf': () => ({ nbf: undefined }),
      'a token without azp': () => ({ azp: undefined }),
      'an issuer with the literal {tenantid}': () => ({ iss: `${started.issuer.url}/{tenantid}/v2.0` }),
    };
    for (const [title, toClaims] of Object.entries({
      ...claims,
      ...(profile === 'rfc9068' ? rfc9068Claims : entraClaims),
    })) {
      it(title, () => expectInvalid(started.token({ claims: toClaims() })));
    }

    const headers: Record<string, Record<string, unknown>> = {
      'the typ of the other profile': { typ: profile === 'rfc9068' ? 'JWT' : 'at+jwt' },
      'a token without typ': { typ: undefined },
      'an alg in lower case': { alg: 'rs256' },
      'a token without alg': { alg: undefined },
      'an alg in an array': { alg: ['RS256'] },
      'a crit header': { crit: ['exp'], exp: 1 },
      'an empty crit header': { crit: [] },
      'a b64 header of false': { b64: false },
      'a b64 header of true': { b64: true },
      'a zip header': { zip: 'DEF' },
      'an unknown kid': { kid: 'nobody' },
      'a kid that is a number': { kid: 7 },
      'a token without kid': { kid: undefined },
      'a kid that is a property of every object': { kid: 'constructor' },
      'a jku header': { jku: 'http://127.0.0.1/keys' },
      'an x5u header': { x5u: 'http://127.0.0.1/certificate' },
      'an x5c header': { x5c: [] },
    };
    for (const [title, header] of Object.entries(headers)) {
      it(title, () => {
        // After the pause that the unknown kid of an earlier test has caused.
        started.pass(10);
        return expectInvalid(started.token({ header }));
      });
    }

    it('an ID token of the same client', () =>
      expectInvalid(
        started.token({ header: { typ: 'JWT' }, claims: { [scopeClaim]: undefined, nonce: 'n', ver: '2.0' } }),
      ));
  });
}
