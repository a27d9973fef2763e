import { expect } from 'chai';
import {
  apiClient,
  type IntrospectionServer,
  opaqueAudience,
  startIntrospectionServer,
} from '../support/introspection-server.ts';
import { startIssuer } from '../support/issuer.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const aRepair = { title: 'Tire service', description: 'Rotate and balance.', assignedTo: 'Karin Blair' };

for (const signed of ['on', 'off']) {
  describe(`the API with API_CALLERS=opaque,application and OAUTH_INTROSPECTION_SIGNED=${signed}`, () => {
    let server: IntrospectionServer;
    let app: TestApp;

    before(async () => {
      const issuer = await startIssuer();
      server = await startIntrospectionServer(issuer, () => new Date());
      app = await startApp({
        issuer,
        env: {
          API_CALLERS: 'opaque,application',
          OAUTH_INTROSPECTION_URL: server.url,
          OAUTH_INTROSPECTION_CLIENT_ID: apiClient.id,
          OAUTH_INTROSPECTION_CLIENT_SECRET: apiClient.secret,
          OAUTH_INTROSPECTION_AUDIENCE: opaqueAudience,
          OAUTH_INTROSPECTION_SIGNED: signed,
        },
      });
    });

    after(async () => {
      await app.close();
      await server.close();
    });

    let count = 0;
    const statuses = async (claims: Readonly<Record<string, unknown>>) => {
      server.answer({ claims });
      count += 1;
      const token = `Bearer opaque-${count}`;
      const read = await app.call('GET', '/api/repairs', { token });
      const written = await app.call('POST', '/api/repairs', { token, body: aRepair });
      return [read.status, written.status];
    };

    it('gives a person the rights of the scopes', async () => {
      expect(await statuses({})).to.deep.equal([200, 201]);
      expect(await statuses({ scope: 'repairs_read' })).to.deep.equal([200, 403]);
      expect(await statuses({ scope: undefined })).to.deep.equal([403, 403]);
    });

    it('gives an application the rights of its roles', async () => {
      const client = { sub: 'reporting', client_id: 'reporting', scope: undefined };
      expect(await statuses({ ...client, roles: ['Repairs.ReadWrite.All'] })).to.deep.equal([200, 201]);
      expect(await statuses({ ...client, roles: ['Repairs.Read.All'] })).to.deep.equal([200, 403]);
      expect(await statuses(client)).to.deep.equal([403, 403]);
    });

    it('refuses inactive tokens, and the signed token of a person, who is not permitted', async () => {
      expect(await statuses({ active: false })).to.deep.equal([401, 401]);
      expect((await app.call('GET', '/api/repairs', { token: {} })).status).to.equal(401);
    });

    it('answers 503 with Retry-After while the authorization server fails', async () => {
      server.answer({ status: 500 });
      const { status, headers, body } = await app.call('GET', '/api/repairs', { token: 'Bearer opaque-of-nobody' });
      expect(status).to.equal(503);
      expect(headers.get('Retry-After')).to.equal('5');
      expect(body).to.include({ code: 'unavailable' });
    });
  });
}
