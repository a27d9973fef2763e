import { expect } from 'chai';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { contoso } from '../../../src/dev/authorization-server/people/people.ts';
import { aBrowser } from '../../support/sign-in.ts';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  basic,
  type LocalAuthorizationServer,
  opaqueResource,
  requestTokens,
  resource,
  secret,
  teams,
} from './local-authorization-server.ts';

const roles = ['Repairs.Read.All', 'Repairs.ReadWrite.All'];
const anApplication = (clientId: string, granted: readonly string[], audience: string = resource.audience) => ({
  clientId,
  clientSecret: secret,
  name: clientId,
  redirectUris: [],
  resources: [audience],
  application: { tenantId: contoso.id, roles: granted },
});
const scope = `${resource.audience}/.default`;

describe('authorization server: client credentials (RFC 6749 section 4.4)', () => {
  let server: LocalAuthorizationServer;
  beforeEach(async () => {
    server = await aLocalAuthorizationServer({
      clients: [
        teams,
        anApplication('reader', ['Repairs.Read.All']),
        anApplication('idle', []),
        anApplication('opaque-reader', ['Repairs.Read.All'], opaqueResource.audience),
      ],
      resources: [
        { ...resource, roles },
        { ...opaqueResource, roles },
      ],
    });
  });
  afterEach(() => server.close());

  const request = (clientId: string, fields: Record<string, string> = {}, clientSecret = secret) =>
    requestTokens(
      server,
      { grant_type: 'client_credentials', scope, ...fields },
      { Authorization: basic(clientId, clientSecret) },
    );

  it('issues a JWT with the roles and the tenant of the application, without person, scopes and refresh token', async () => {
    const { status, body } = await request('reader');
    expect(status).to.equal(200);
    expect(body).to.have.all.keys('access_token', 'expires_in', 'token_type');
    const token = body.access_token ?? '';
    expect(decodeProtectedHeader(token)).to.include({ typ: 'at+jwt', alg: 'RS256' });
    const { jti, iat, exp, ...claims } = decodeJwt(token);
    expect(claims).to.deep.equal({
      iss: server.issuer,
      aud: resource.audience,
      sub: 'reader',
      client_id: 'reader',
      tid: contoso.id,
      idtyp: 'app',
      roles: ['Repairs.Read.All'],
    });
    expect(exp).to.equal((iat ?? 0) + 300);
  });

  it('issues a token without roles to an application that was granted none', async () => {
    expect(decodeJwt((await request('idle')).body.access_token ?? '')).to.not.have.any.keys('roles', 'scope');
  });

  it('issues an opaque token for a resource with opaque tokens', async () => {
    const { body } = await request('opaque-reader', { scope: `${opaqueResource.audience}/.default` });
    expect(body.access_token).to.match(/^[\w-]{43,}$/);
  });

  it('demands exactly the default scope of a resource that the application is registered for', async () => {
    const errors: unknown[] = [];
    for (const fields of [
      { scope: '' },
      { scope: 'repairs_read' },
      { scope: `${scope} repairs_read` },
      { scope: `${scope} ${scope}` },
      { scope: `${opaqueResource.audience}/.default` },
      { scope: '/.default' },
      { resource: opaqueResource.audience },
    ]) {
      errors.push((await request('reader', fields)).body.error);
    }
    expect(errors).to.deep.equal([
      'invalid_scope',
      'invalid_scope',
      'invalid_scope',
      'invalid_scope',
      'invalid_target',
      'invalid_target',
      'invalid_target',
    ]);
  });

  it('issues nothing for a wrong secret, nor to a client that is no application', async () => {
    expect((await request('reader', {}, `${secret}x`)).body.error).to.equal('invalid_client');
    const { status, body } = await request(teams.clientId);
    expect([status, body.access_token]).to.deep.equal([400, undefined]);
  });

  it('signs no person in to an application', async () => {
    const landing = await aBrowser().open(anAuthorizationRequest(server, { client_id: 'reader' }).url);
    expect(landing.kind === 'page' && landing.status).to.equal(400);
  });

  it('knows no application with a role or a resource that does not exist', async () => {
    const start = (application: ReturnType<typeof anApplication>) =>
      aLocalAuthorizationServer({ clients: [application], resources: [resource] }).catch((error: Error) => error);
    expect(await start(anApplication('reader', roles))).to.have.property(
      'message',
      'The application reader has the role Repairs.Read.All, which its resources do not define.',
    );
    expect(await start(anApplication('reader', [], 'api://other'))).to.have.property(
      'message',
      'The client reader is registered for api://other, which is not a resource.',
    );
  });
});
