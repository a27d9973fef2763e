import { expect } from 'chai';
import { decodeJwt } from 'jose';
import { people } from '../../../src/dev/authorization-server/people/people.ts';
import { demoPeople } from '../../../src/teams-host/sessions/demo-people.ts';
import { aBrowser, type HttpBrowser, signIn } from '../../support/sign-in.ts';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  basic,
  exchange,
  type LocalAuthorizationServer,
  poster,
  requestTokens,
  resource,
  secret,
  teams,
} from './local-authorization-server.ts';

const uri = 'api://botid-5b1f5f1e-0d7f-4c1d-9a55-7d1c0f6a2b34';
const scope = `${uri}/access_as_user`;
const app = { ...teams, clientId: 'the-app', name: 'The app' };
const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

describe('authorization server: single sign-on', () => {
  let server: LocalAuthorizationServer;
  let browser: HttpBrowser;
  beforeEach(async () => {
    server = await aLocalAuthorizationServer({
      clients: [{ ...teams, resources: [uri] }, app, poster],
      resources: [
        resource,
        {
          audience: uri,
          accessTokenFormat: 'jwt',
          scopes: [{ name: scope, description: 'Sign you in without asking' }],
        },
      ],
      singleSignOn: {
        resource: uri,
        teamsClientId: teams.clientId,
        appClientId: app.clientId,
        scopes: ['repairs_read', 'repairs_write'],
      },
    });
    browser = aBrowser();
  });
  afterEach(() => server.close());

  async function tokenForTeams(): Promise<string> {
    const request = anAuthorizationRequest(server, { scope });
    const { body } = await exchange(server, await signIn(request.url, { browser }), request.verifier);
    return body.access_token ?? '';
  }
  const onBehalf = (assertion: string, overrides: Record<string, string> = {}, client = app.clientId) =>
    requestTokens(
      server,
      {
        grant_type: grantType,
        assertion,
        requested_token_use: 'on_behalf_of',
        scope: 'repairs_read offline_access',
        ...overrides,
      },
      { Authorization: basic(client, secret) },
    );

  it('gives the Teams client a token for the app, with the directory id of the person', async () => {
    const claims = decodeJwt(await tokenForTeams());
    const karin = people.find(({ name }) => name === 'Karin Blair');
    expect(claims).to.include({ aud: uri, scope, client_id: teams.clientId, sub: karin?.sub, oid: karin?.objectId });
  });

  it('knows the people of the local Teams host by their directory ids', () => {
    expect(people.map(({ objectId, name }) => [objectId, name])).to.deep.equal(
      demoPeople.map(({ id, name }) => [id, name]),
    );
  });

  it('gives no other client a token for the app, and the Teams client none for the API', async () => {
    const errorOf = async (overrides: Record<string, string>): Promise<string | null> => {
      const landing = await aBrowser().open(anAuthorizationRequest(server, overrides).url);
      return landing.kind === 'left' ? landing.url.searchParams.get('error') : 'none';
    };
    for (const client of [app, poster]) {
      expect(await errorOf({ client_id: client.clientId, scope })).to.equal('invalid_scope');
      expect(await errorOf({ client_id: client.clientId, resource: uri })).to.equal('invalid_target');
    }
    expect(await errorOf({ scope: 'repairs_read' })).to.equal('invalid_scope');
    expect(await errorOf({ scope, resource: 'api://repairs' })).to.equal('invalid_target');
  });

  it('gives no token without consent', async () => {
    const back = await signIn(anAuthorizationRequest(server, { scope }).url, { browser, allow: false });
    expect(back.searchParams.get('error')).to.equal('access_denied');
  });

  it('exchanges the token for one of the API that can be refreshed, after one consent for both', async () => {
    const { status, body } = await onBehalf(await tokenForTeams());
    expect(status).to.equal(200);
    expect(body).to.include({ token_type: 'Bearer', expires_in: 300, scope: 'repairs_read' });
    const claims = decodeJwt(body.access_token ?? '');
    expect(claims).to.include({ aud: 'api://repairs', scope: 'repairs_read', client_id: app.clientId });
    const refresh = { grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' };
    const next = await requestTokens(server, refresh, { Authorization: basic(app.clientId, secret) });
    expect(next.status).to.equal(200);
    expect(decodeJwt(next.body.access_token ?? '')).to.include({ aud: 'api://repairs', sub: claims.sub });
  });

  it('exchanges no token for another client, use, scope, audience or signature', async () => {
    const assertion = await tokenForTeams();
    const changed = `${assertion.slice(0, -8)}AAAAAAAA`;
    const { body: ofApi } = await onBehalf(assertion);
    const errors = [
      await onBehalf(assertion, {}, poster.clientId),
      await onBehalf(assertion, { requested_token_use: 'impersonation' }),
      await onBehalf(assertion, { scope: 'offline_access' }),
      await onBehalf(assertion, { scope }),
      await onBehalf(changed),
      await onBehalf(ofApi.access_token ?? ''),
      await onBehalf(''),
    ].map(({ status, body }) => [status, body.error]);
    expect(errors).to.deep.equal([
      [400, 'invalid_request'],
      [400, 'invalid_request'],
      [400, 'invalid_scope'],
      [400, 'invalid_scope'],
      [400, 'invalid_grant'],
      [400, 'invalid_grant'],
      [400, 'invalid_grant'],
    ]);
  });

  it('exchanges no token whose consent was revoked', async () => {
    const { body } = await onBehalf(await tokenForTeams());
    await fetch(server.endpoints.revocation, {
      method: 'POST',
      headers: { Authorization: basic(app.clientId, secret) },
      body: new URLSearchParams({ token: body.refresh_token ?? '' }),
    });
    const again = await onBehalf(await tokenForTeams());
    expect(again.body).to.include({ error: 'invalid_grant' });
    expect(again.body.error_description).to.include('consent_required');
  });
});
