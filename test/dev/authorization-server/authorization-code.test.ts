import { expect } from 'chai';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { contoso, fabrikam } from '../../../src/dev/authorization-server/people/people.ts';
import { signIn, subOf } from '../../support/sign-in.ts';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  basic,
  discover,
  exchange,
  type LocalAuthorizationServer,
  poster,
  redirectUri,
  requestTokens,
  resource,
  secret,
  teams,
} from './local-authorization-server.ts';

describe('authorization server: authorization code', () => {
  let server: LocalAuthorizationServer;
  before(async () => {
    server = await aLocalAuthorizationServer();
  });
  after(() => server.close());

  const verified = (token: string | undefined) =>
    jwtVerify(token ?? '', createRemoteJWKSet(new URL(server.endpoints.jwks)), {
      issuer: server.issuer,
      audience: resource.audience,
      typ: 'at+jwt',
      algorithms: ['RS256'],
    });

  for (const client of [teams, poster]) {
    it(`works with openid-client using ${client.tokenEndpointAuthMethod ?? 'client_secret_basic'}`, async () => {
      const config = await discover(server, client);
      const verifier = openid.randomPKCECodeVerifier();
      const state = openid.randomState();
      const redirect = await signIn(
        openid.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: 'repairs_read repairs_write',
          code_challenge: await openid.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state,
        }),
      );
      expect(redirect.href).to.match(new RegExp(`^${redirectUri}\\?`));
      expect(redirect.searchParams.get('iss')).to.equal(server.issuer);
      const tokens = await openid.authorizationCodeGrant(config, redirect, {
        pkceCodeVerifier: verifier,
        expectedState: state,
      });
      expect(tokens.scope).to.equal('repairs_read repairs_write');
      expect(tokens.refresh_token).to.be.a('string');
      const { payload } = await verified(tokens.access_token);
      expect(payload.client_id).to.equal(client.clientId);
      const fresh = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
      expect(fresh.refresh_token).to.not.equal(tokens.refresh_token);
      await verified(fresh.access_token);
    });
  }

  it('issues RFC 9068 access tokens with the expected claims and lifetime', async () => {
    const { url, verifier, state } = anAuthorizationRequest(server);
    const redirect = await signIn(url, { person: 'Ashley McCarthy' });
    expect(redirect.searchParams.get('state')).to.equal(state);
    const { status, body } = await exchange(server, redirect, verifier);
    expect(status).to.equal(200);
    expect(body).to.include({ token_type: 'Bearer', expires_in: 300, scope: 'repairs_read' });
    const { payload, protectedHeader } = await verified(body.access_token);
    expect(protectedHeader).to.include({ alg: 'RS256', typ: 'at+jwt' });
    expect(payload).to.include({
      aud: 'api://repairs',
      scope: 'repairs_read',
      sub: subOf('Ashley McCarthy'),
      tid: fabrikam.id,
      name: 'Ashley McCarthy',
      client_id: teams.clientId,
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).to.equal(300);
    expect(payload.jti).to.be.a('string');
  });

  it('issues access tokens with the configured lifetime', async () => {
    const brief = await aLocalAuthorizationServer({ accessTokenLifetime: 7 });
    try {
      const { url, verifier } = anAuthorizationRequest(brief);
      expect((await exchange(brief, await signIn(url), verifier)).body.expires_in).to.equal(7);
    } finally {
      await brief.close();
    }
  });

  it('adds an ID token for the openid scope, and keeps the access token for the API', async () => {
    const { url, verifier } = anAuthorizationRequest(server, {
      scope: 'openid offline_access repairs_read',
      nonce: 'n',
    });
    const { body } = await exchange(server, await signIn(url), verifier);
    const keys = createRemoteJWKSet(new URL(server.endpoints.jwks));
    const { payload } = await jwtVerify(body.id_token ?? '', keys, { issuer: server.issuer, audience: teams.clientId });
    expect(payload).to.include({ tid: contoso.id, name: 'Karin Blair', nonce: 'n' });
    expect((await verified(body.access_token)).payload.scope).to.equal('repairs_read');
  });

  it('rejects a reused code and revokes the tokens issued for it', async () => {
    const { url, verifier } = anAuthorizationRequest(server);
    const redirect = await signIn(url);
    const first = await exchange(server, redirect, verifier);
    expect(first.status).to.equal(200);
    expect((await exchange(server, redirect, verifier)).body.error).to.equal('invalid_grant');
    const after = await requestTokens(server, {
      grant_type: 'refresh_token',
      refresh_token: first.body.refresh_token ?? '',
    });
    expect(after.body.error).to.equal('invalid_grant');
  });

  it('rejects a code with a different redirect URI, verifier or client', async () => {
    const attempts: [Record<string, string>, Record<string, string>?][] = [
      [{ redirect_uri: `${redirectUri}/` }],
      [{ code_verifier: 'x'.repeat(43) }],
      [{ client_id: poster.clientId, client_secret: secret }, {}],
    ];
    for (const [fields, headers] of attempts) {
      const { url, verifier } = anAuthorizationRequest(server);
      const redirect = await signIn(url);
      const { status, body } = await requestTokens(
        server,
        {
          grant_type: 'authorization_code',
          code: redirect.searchParams.get('code') ?? '',
          redirect_uri: redirectUri,
          code_verifier: verifier,
          ...fields,
        },
        headers,
      );
      expect([status, body.error], JSON.stringify(Object.keys(fields))).to.deep.equal([400, 'invalid_grant']);
    }
  });

  it('rejects a code without its verifier', async () => {
    const { url } = anAuthorizationRequest(server);
    const { status, body } = await exchange(server, await signIn(url), '');
    expect([status, body.error]).to.deep.equal([400, 'invalid_grant']);
  });

  it('rejects a wrong secret and an unknown client', async () => {
    const { url, verifier } = anAuthorizationRequest(server);
    const code = (await signIn(url)).searchParams.get('code') ?? '';
    const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
    for (const [id, clientSecret] of [
      [teams.clientId, `${secret}x`],
      ['nobody', secret],
    ] as const) {
      const { status, body } = await requestTokens(server, fields, { Authorization: basic(id, clientSecret) });
      expect(body.error, id).to.equal('invalid_client');
      expect(status, id).to.equal(401);
    }
    expect((await requestTokens(server, fields)).status).to.equal(200);
  });

  it('accepts the secret in the header or the body, as Microsoft Entra ID does, but not in both', async () => {
    const posted = { client_id: teams.clientId, client_secret: secret };
    const { url, verifier } = anAuthorizationRequest(server);
    const code = (await signIn(url)).searchParams.get('code') ?? '';
    const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
    expect((await requestTokens(server, { ...fields, ...posted })).body.error).to.equal('invalid_request');
    expect((await requestTokens(server, { ...fields, ...posted }, {})).status).to.equal(200);
  });

  it('rejects other grant types and has no other endpoints', async () => {
    for (const grant of ['password', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code']) {
      const { body } = await requestTokens(server, { grant_type: grant });
      expect(body.error).to.equal('unsupported_grant_type');
    }
    for (const path of ['/reg', '/me', '/request', '/token/introspection', '/device/auth', '/backchannel']) {
      expect((await fetch(server.issuer + path, { method: 'POST' })).status, path).to.equal(404);
    }
  });

  it('advertises only supported features in its metadata', async () => {
    const metadata = (await (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json()) as object;
    expect(metadata).to.deep.include({
      issuer: server.issuer,
      grant_types_supported: ['authorization_code', 'refresh_token'],
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      authorization_response_iss_parameter_supported: true,
    });
  });

  it('sends no CORS headers', async () => {
    for (const path of ['/.well-known/openid-configuration', '/jwks', '/token']) {
      for (const method of ['OPTIONS', path === '/token' ? 'POST' : 'GET']) {
        const response = await fetch(server.issuer + path, {
          method,
          headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' },
        });
        expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).to.deep.equal([]);
      }
    }
  });

  it('logs no code, token, secret or state', async () => {
    const { url, verifier, state } = anAuthorizationRequest(server);
    const redirect = await signIn(url);
    const { body } = await exchange(server, redirect, verifier);
    await exchange(server, redirect, verifier);
    const log = server.lines.join('');
    expect(log)
      .to.include('authorization server: tokens issued')
      .and.include('tokens refused')
      .and.include('grant revoked');
    for (const value of [
      state,
      verifier,
      redirect.searchParams.get('code'),
      body.access_token,
      body.refresh_token,
      secret,
    ]) {
      expect(log.includes(String(value))).to.equal(false);
    }
  });
});
