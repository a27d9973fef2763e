import { expect } from 'chai';
import { aLocalAuthorizationServer, secret, teams } from '../dev/authorization-server/local-authorization-server.ts';
import { anAppPackage, oauthAuthorization } from '../support/an-app-package.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { startScriptedApi } from '../support/scripted-api.ts';
import { signIn } from '../support/sign-in.ts';
import { startTeamsHost } from '../support/start-teams-host.ts';
import { aClock, anOAuthRegistration } from './vault/vault-fixture.ts';
import { runVaultIn } from './vault-command/a-vault-folder.ts';

const newSecret = 'new-_DEF-_ghi-_JKL-_mno-_PQR-_stu-_VWX-_yz0';
const registrationId = 'garden';

/** A running host, its app, its API and the embedded authorization server. */
async function startEverything() {
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const api = await startScriptedApi();
  const client = { ...teams, redirectUris: [`${origin}/api/platform/v1.0/oAuthRedirect`] };
  const server = await aLocalAuthorizationServer({ clients: [client] });
  const clock = aClock(new Date().toISOString());
  const host = await startTeamsHost({
    port,
    appPackage: await anAppPackage({ server: api.url, authorization: oauthAuthorization(registrationId) }),
    registrations: [
      anOAuthRegistration(server.issuer, {
        id: registrationId,
        baseUrl: api.url,
        clientId: client.clientId,
        clientSecret: secret,
        authorizationEndpoint: server.endpoints.authorization,
        tokenEndpoint: server.endpoints.token,
        refreshEndpoint: server.endpoints.token,
        scope: 'repairs_read',
      }),
    ],
    now: clock.now,
  });
  return { api, server, clock, host };
}

describe('a client secret that is rotated while the host runs', () => {
  let world: Awaited<ReturnType<typeof startEverything>>;
  beforeEach(async () => {
    world = await startEverything();
  });
  afterEach(async () => {
    await world.host.close();
    await world.server.close();
    await world.api.close();
  });

  it('is used by the next refresh of a person who stays signed in, with the same package', async () => {
    const { api, server, clock, host } = world;
    const page = await host.open();
    const run = () => page.run('showPlant', { id: '1' });
    const start = await page.get(`/sign-in/${registrationId}`);
    const back = await signIn(start.headers.get('Location') ?? '');
    expect(await (await page.get(back.pathname + back.search)).text()).to.contain('data-ok="true"');
    expect((await run()).type).to.equal('results');

    server.rotateSecret(teams.clientId, newSecret);
    expect((await run()).type, 'with the token that it still has').to.equal('results');

    clock.advance(400);
    for (const attempt of ['first', 'second']) {
      expect(await run(), attempt).to.include({ type: 'message', title: 'Signing in is not possible right now' });
    }
    const { why, remedy } = (await page.flow()).hops.findLast(({ failure }) => failure !== undefined)?.failure ?? {};
    expect(why).to.contain('did not accept the client: client id or secret is wrong');
    expect(remedy).to.contain('“npm run vault” replaces it');

    const { exitCode, err } = await runVaultIn(host.dataFolder, ['rotate-secret', registrationId], `${newSecret}\n`);
    expect(exitCode, err).to.equal(0);
    expect((await run()).type, 'without a sign-in').to.equal('results');
    const [, , last] = api.seen.map(({ headers }) => headers.authorization);
    expect(last)
      .to.match(/^Bearer ey/)
      .and.not.to.equal(api.seen[0]?.headers.authorization);
    const shown = JSON.stringify(await page.flow()) + host.log.lines.join('');
    for (const hidden of [secret, newSecret]) {
      expect(shown).not.to.contain(hidden);
    }
  });

  it('is used by the next sign-in, and a removed registration by none', async () => {
    const { server, host } = world;
    const page = await host.open();
    const start = async () => page.get(`/sign-in/${registrationId}`);
    server.rotateSecret(teams.clientId, newSecret);
    await runVaultIn(host.dataFolder, ['rotate-secret', registrationId], newSecret);
    const back = await signIn((await start()).headers.get('Location') ?? '');
    expect(await (await page.get(back.pathname + back.search)).text()).to.contain('data-ok="true"');
    await runVaultIn(host.dataFolder, ['remove', registrationId]);
    expect(await page.run('showPlant', { id: '1' }))
      .to.have.property('text')
      .that.contains('no registration');
    expect((await start()).status).to.equal(404);
  });
});
