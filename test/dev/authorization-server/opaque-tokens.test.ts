import { expect } from 'chai';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { contoso, people } from '../../../src/dev/authorization-server/people/people.ts';
import { signIn } from '../../support/sign-in.ts';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  api,
  basic,
  discover,
  exchange,
  type LocalAuthorizationServer,
  opaqueResource,
  poster,
  refresh,
  requestTokens,
  resource,
  secret,
  teams,
} from './local-authorization-server.ts';

const roles = ['Repairs.Read.All'];
const clients = [
  { ...teams, resources: [resource.audience, opaqueResource.audience] },
  poster,
  api,
  {
    ...api,
    clientId: 'robot',
    resources: [opaqueResource.audience],
    application: { tenantId: contoso.id, roles },
  },
];

describe('authorization server: opaque tokens and their introspection (RFC 7662, RFC 9701)', () => {
  let server: LocalAuthorizationServer;
  beforeEach(async () => {
    server = await aLocalAuthorizationServer({
      clients,
      resources: [
        { ...resource, roles },
        { ...opaqueResource, roles },
      ],
    });
  });
  afterEach(() => server.close());

  async function tokensFor(audience: string) {
    const request = anAuthorizationRequest(server, { resource: audience });
    return (await exchange(server, await signIn(request.url), request.verifier)).body;
  }
  const introspect = (token: string | undefined, { client = api.clientId, password = secret, accept = '*/*' } = {}) =>
    fetch(server.endpoints.introspection, {
      method: 'POST',
      headers: { Authorization: basic(client, password), Accept: accept },
      body: new URLSearchParams({ token: token ?? '' }),
    });
  const introspected = async (token: string | undefined, client?: string) =>
    (await (await introspect(token, { client })).json()) as Record<string, unknown>;

  it('issues opaque tokens for a resource that the client names, and JWTs for its default', async () => {
    expect((await tokensFor(opaqueResource.audience)).access_token).to.match(/^[\w-]{43,}$/);
    const request = anAuthorizationRequest(server);
    const { body } = await exchange(server, await signIn(request.url), request.verifier);
    expect(body.access_token).to.match(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('tells the resource server the claims of a person', async () => {
    const { access_token } = await tokensFor(opaqueResource.audience);
    const { iat, exp, ...claims } = await introspected(access_token);
    const karin = people.find(({ name }) => name === 'Karin Blair');
    expect(claims).to.deep.equal({
      active: true,
      iss: server.issuer,
      aud: opaqueResource.audience,
      sub: karin?.sub,
      oid: karin?.objectId,
      tid: contoso.id,
      name: 'Karin Blair',
      client_id: teams.clientId,
      scope: 'repairs_read',
      token_type: 'Bearer',
    });
    expect(exp).to.equal(Number(iat) + 300);
  });

  it('tells the resource server the claims of an application', async () => {
    const { body } = await requestTokens(
      server,
      { grant_type: 'client_credentials', scope: `${opaqueResource.audience}/.default` },
      { Authorization: basic('robot', secret) },
    );
    const { iat, exp, ...claims } = await introspected(body.access_token);
    expect(claims).to.deep.equal({
      active: true,
      iss: server.issuer,
      aud: opaqueResource.audience,
      sub: 'robot',
      client_id: 'robot',
      tid: contoso.id,
      idtyp: 'app',
      roles,
      token_type: 'Bearer',
    });
  });

  it('signs the answer for the resource server if asked to, also for an inactive token', async () => {
    const { access_token } = await tokensFor(opaqueResource.audience);
    const keys = createRemoteJWKSet(new URL(server.endpoints.jwks));
    for (const [token, active] of [
      [access_token, true],
      ['made-up', false],
    ] as const) {
      const answer = await introspect(token, { accept: 'application/token-introspection+jwt' });
      expect(answer.headers.get('Content-Type')).to.match(/^application\/token-introspection\+jwt\b/);
      const { payload } = await jwtVerify(await answer.text(), keys, {
        typ: 'token-introspection+jwt',
        issuer: server.issuer,
        audience: api.clientId,
        algorithms: ['RS256'],
        requiredClaims: ['iat'],
      });
      expect(payload.token_introspection).to.include({ active });
    }
  });

  it('tells nobody else anything', async () => {
    const { access_token } = await tokensFor(opaqueResource.audience);
    for (const client of [teams.clientId, 'robot']) {
      expect(await introspected(access_token, client)).to.deep.equal({ active: false });
    }
    expect((await introspect(access_token, { password: `${secret}x` })).status).to.equal(401);
    const anonymous = await fetch(server.endpoints.introspection, {
      method: 'POST',
      body: new URLSearchParams({ token: access_token ?? '' }),
    });
    expect(anonymous.status).to.be.within(400, 401);
  });

  it('calls refresh tokens and unknown tokens inactive, and refuses JWTs', async () => {
    const { refresh_token } = await tokensFor(opaqueResource.audience);
    expect(await introspected(refresh_token)).to.deep.equal({ active: false });
    expect(await introspected('made-up')).to.deep.equal({ active: false });
    const { access_token } = await tokensFor(resource.audience);
    expect(await introspected(access_token)).to.include({ error: 'unsupported_token_type' });
  });

  it('calls a revoked token inactive', async () => {
    const { access_token = '' } = await tokensFor(opaqueResource.audience);
    await openid.tokenRevocation(await discover(server, teams), access_token);
    expect(await introspected(access_token)).to.deep.equal({ active: false });
  });

  it('calls the tokens of a revoked grant inactive, and keeps the resource when they are refreshed', async () => {
    const first = await tokensFor(opaqueResource.audience);
    const { body: second } = await refresh(server, first.refresh_token);
    expect(await introspected(second.access_token)).to.include({ active: true, aud: opaqueResource.audience });
    await openid.tokenRevocation(await discover(server, teams), second.refresh_token ?? '');
    expect(await introspected(first.access_token)).to.deep.equal({ active: false });
    expect(await introspected(second.access_token)).to.deep.equal({ active: false });
  });

  it('offers a resource only to clients that are registered for it, and one at a time', async () => {
    const errorOf = async (client: string, resources: readonly string[]) => {
      const { url } = anAuthorizationRequest(server, { client_id: client });
      for (const audience of resources) {
        url.searchParams.append('resource', audience);
      }
      const landing = await signIn(url).catch(() => undefined);
      return landing?.searchParams.get('error');
    };
    expect(await errorOf(poster.clientId, [opaqueResource.audience])).to.equal('invalid_target');
    expect(await errorOf(teams.clientId, [resource.audience, opaqueResource.audience])).to.equal('invalid_target');
    expect(await errorOf(teams.clientId, [opaqueResource.audience])).to.equal(null);
  });
});
