import { expect } from 'chai';
import { demoPeople } from '../../src/teams-host/sessions/demo-people.ts';
import { toTeamsRegistrationId } from '../../src/teams-host/vault/teams-registration.ts';
import type { CommandAnswer } from '../../src/teams-host/wire/answers.ts';
import { anAppPackage, entraAuthorization } from '../support/an-app-package.ts';
import { type ScriptedApi, sends, startScriptedApi } from '../support/scripted-api.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost } from '../support/start-teams-host.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../support/token-endpoint.ts';
import { toToken } from './oauth-host-fixture.ts';
import { aTeamsRegistration } from './vault/vault-fixture.ts';

const resource = 'api://garden.example.com/77777777-1111-4111-8111-111111111111';
const token = toToken({ sub: demoPeople[0].id, aud: resource });
const plants = { plants: [{ name: 'Fern', latin: 'Polypodium' }] };

/** An API-based extension whose calls have the token that Microsoft Entra ID gives the Teams client for the app. */
describe('commands with single sign-on', () => {
  let api: ScriptedApi;
  let server: TokenEndpoint;
  let host: RunningTeamsHost;
  let page: HostPage;

  const open = async (isRegistered = true): Promise<void> => {
    host = await startTeamsHost({
      appPackage: await anAppPackage({
        server: `${api.url}/v1`,
        authorization: entraAuthorization,
        manifest: (manifest) => (manifest.webApplicationInfo = { id: resource.slice(-36), resource }),
      }),
      registrations: isRegistered ? [aTeamsRegistration(server.origin, { resource })] : [],
    });
    page = await host.open();
  };
  beforeEach(async () => {
    api = await startScriptedApi();
    api.answer(sends(200, plants));
    server = await startTokenEndpoint();
  });
  afterEach(async () => {
    await host.close();
    await server.close();
    await api.close();
  });

  const run = (): Promise<CommandAnswer> => page.run('showPlant', { id: '1' });
  /** Allows it in the pop-up; the authorization server then issues this token. */
  const allow = async (issued = token): Promise<string> => {
    server.on('/token', { body: { access_token: issued, token_type: 'Bearer', expires_in: 300 } });
    const start = await page.get(`/sign-in/${encodeURIComponent(toTeamsRegistrationId({ id: 'sso' }))}`);
    const url = new URL(start.headers.get('Location') ?? '');
    expect(url.searchParams.get('scope')).to.equal(`${resource}/access_as_user offline_access`);
    const end = await page.get(`/api/platform/v1.0/oAuthRedirect?code=a-code&state=${url.searchParams.get('state')}`);
    return end.text();
  };
  const lastFailure = async () => (await page.flow()).hops.findLast(({ failure }) => failure !== undefined)?.failure;

  it('asks the person to allow it once, and then sends the token', async () => {
    await open();
    expect(await run()).to.deep.include({
      type: 'signIn',
      title: 'Allow Garden to know who you are',
      url: `/sign-in/${encodeURIComponent(toTeamsRegistrationId({ id: 'sso' }))}`,
    });
    expect(api.seen).to.deep.equal([]);
    expect(await allow()).to.contain('data-ok="true"');
    expect(await run()).to.have.property('type', 'results');
    expect(api.seen.at(-1)?.headers.authorization).to.equal(`Bearer ${token}`);
    const { hops } = await page.flow();
    expect(hops.findLast(({ request }) => request === `Token for ${resource}`)?.claims).to.include({ aud: resource });
    expect(JSON.stringify(hops)).to.not.contain(token);
  });

  it('says which registration is missing', async () => {
    await open(false);
    const answer = await run();
    expect(answer).to.have.property('type', 'message');
    expect(JSON.stringify(answer)).to.contain(`Add {\\"kind\\": \\"singleSignOn\\", \\"resource\\": \\"${resource}\\"`);
    expect(api.seen).to.deep.equal([]);
  });

  it('sends no token of another person', async () => {
    await open();
    await allow(toToken({ sub: demoPeople[1]?.id, aud: resource }));
    expect(await run()).to.have.property('type', 'message');
    expect((await lastFailure())?.why).to.contain('is not that of Karin Blair');
    expect(api.seen).to.deep.equal([]);
  });

  it('drops a token that the app refuses, and explains it', async () => {
    await open();
    await allow();
    api.answer(sends(401, {}));
    expect(await run()).to.include({ type: 'message', title: 'Garden refused the call' });
    expect((await lastFailure())?.remedy).to.contain('audience');
    expect(api.seen).to.have.length(1);
    api.answer(sends(200, plants));
    expect(await run()).to.have.property('type', 'signIn');
  });
});
