import { expect } from 'chai';
import { createAuthorization } from '../../src/authorization/authorization.ts';
import type { Principal, Scope } from '../../src/authorization/callers/principal.ts';
import { contoso, people } from '../../src/dev/authorization-server/people/people.ts';
import { AppError } from '../../src/foundation/errors.ts';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  api,
  basic,
  exchange,
  type LocalAuthorizationServer,
  opaqueResource,
  requestTokens,
  resource,
  secret,
  teams,
} from '../dev/authorization-server/local-authorization-server.ts';
import { captureLog } from '../support/capture-log.ts';
import { signIn } from '../support/sign-in.ts';

const roles = ['Repairs.Read.All', 'Repairs.ReadWrite.All'];
const anApplication = (clientId: string, audience: string, granted: readonly string[]) => ({
  ...api,
  clientId,
  resources: [audience],
  application: { tenantId: contoso.id, roles: granted },
});
const clients = [
  { ...teams, resources: [resource.audience, opaqueResource.audience] },
  api,
  anApplication('writer', resource.audience, ['Repairs.ReadWrite.All']),
  anApplication('idle', resource.audience, []),
  anApplication('opaque-reader', opaqueResource.audience, ['Repairs.Read.All']),
];

for (const signed of [false, true]) {
  describe(`the embedded authorization server and the API, with ${signed ? 'signed' : 'plain'} introspection`, () => {
    let server: LocalAuthorizationServer;
    /** How far the clock of the API is ahead, in milliseconds. */
    let ahead = 0;
    let authorize: (token: string | undefined, scope?: Scope) => Promise<Principal | number>;
    const captured = captureLog();

    before(async () => {
      server = await aLocalAuthorizationServer({
        clients,
        resources: [
          { ...resource, roles },
          { ...opaqueResource, roles },
        ],
      });
      const authorization = createAuthorization({
        settings: {
          callers: ['person', 'opaque', 'application'],
          profile: 'rfc9068',
          issuer: server.issuer,
          audience: resource.audience,
          jwksUri: server.endpoints.jwks,
          allowedTenants: [contoso.id],
          introspection: {
            url: server.endpoints.introspection,
            clientId: api.clientId,
            clientSecret: secret,
            audience: opaqueResource.audience,
            cacheSeconds: 60,
            signed,
          },
        },
        resourceMetadataUrl: 'http://127.0.0.1:3978/.well-known/oauth-protected-resource',
        now: () => new Date(Date.now() + ahead),
        log: captured.log,
        keySetTimeout: 20_000,
        introspectionTimeout: 20_000,
      });
      authorize = (token, scope = 'repairs_read') =>
        authorization.authorize(`Bearer ${token}`, scope).catch((error: unknown) => {
          if (error instanceof AppError) {
            return error.status;
          }
          throw error;
        });
    });

    after(() => server.close());

    const ofPerson = async (audience: string) => {
      const request = anAuthorizationRequest(server, { resource: audience });
      return (await exchange(server, await signIn(request.url), request.verifier)).body.access_token;
    };
    const ofApplication = async (clientId: string, audience: string) => {
      const fields = { grant_type: 'client_credentials', scope: `${audience}/.default` };
      const headers = { Authorization: basic(clientId, secret) };
      return (await requestTokens(server, fields, headers)).body.access_token;
    };

    it('identify the same person by a JWT and by an opaque token', async () => {
      const karin = people.find(({ name }) => name === 'Karin Blair');
      const expected = {
        kind: 'user',
        tenantId: contoso.id,
        userId: karin?.sub,
        scopes: new Set(['repairs_read']),
      };
      expect(await authorize(await ofPerson(resource.audience))).to.deep.equal(expected);
      expect(await authorize(await ofPerson(opaqueResource.audience))).to.deep.equal(expected);
    });

    it('identify an application by a JWT and by an opaque token, with the roles of each', async () => {
      const writer = await ofApplication('writer', resource.audience);
      const reader = await ofApplication('opaque-reader', opaqueResource.audience);
      expect(await authorize(writer, 'repairs_write')).to.deep.include({ kind: 'application', clientId: 'writer' });
      expect(await authorize(reader)).to.deep.include({ kind: 'application', clientId: 'opaque-reader' });
      expect(await authorize(reader, 'repairs_write')).to.equal(403);
    });

    it('give no rights to an application without a role', async () => {
      expect(await authorize(await ofApplication('idle', resource.audience))).to.equal(403);
    });

    it('refuse a made-up token', async () => {
      expect(await authorize('made-up')).to.equal(401);
    });

    it('refuse a revoked token within the time of the cache', async () => {
      const token = (await ofPerson(opaqueResource.audience)) ?? '';
      expect(await authorize(token)).to.include({ kind: 'user' });
      const revoked = await fetch(server.endpoints.revocation, {
        method: 'POST',
        headers: { Authorization: basic(teams.clientId, secret) },
        body: new URLSearchParams({ token }),
      });
      expect(revoked.status).to.equal(200);
      ahead = 60_000;
      expect(await authorize(token)).to.equal(401);
      ahead = 0;
    });

    it('write no token to the log of the API', async () => {
      const token = (await ofPerson(opaqueResource.audience)) ?? '';
      await authorize(token);
      expect(captured.lines.join()).not.to.include(token);
    });
  });
}
