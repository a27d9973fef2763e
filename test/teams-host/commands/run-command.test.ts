import { expect } from 'chai';
import { type RenderResponse, renderResults } from '../../../src/teams-host/commands/render-results.ts';
import { runCommand } from '../../../src/teams-host/commands/run-command.ts';
import { findCommand } from '../../../src/teams-host/page-api/parse-command-request.ts';
import { createSingleSignOn } from '../../../src/teams-host/single-sign-on/single-sign-on.ts';
import { anAppPackage, oauthAuthorization } from '../../support/an-app-package.ts';
import { somePlants } from '../../support/scripted-api.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { aFlow, karin, vaultFixture, vaultRegistrationId } from '../vault/vault-fixture.ts';

const render: RenderResponse = async (template, response) => renderResults(template, response);

describe('a command whose token the app rejects', () => {
  const { world, vault, keepTokens, accessToken } = vaultFixture();
  let used: string[];

  beforeEach(async () => {
    used = [];
    await keepTokens();
  });

  /** @param answer returns the status with which the app answers a token, after any side effect. */
  async function run(answer: (token: string) => Promise<number>, flow = aFlow()) {
    const authorization = oauthAuthorization(vaultRegistrationId);
    const appPackage = await anAppPackage({ server: world().registration.baseUrl, authorization });
    const command = findCommand(appPackage, 'showPlant');
    const appFetch: typeof fetch = async (_url, init) => {
      const token = new Headers(init?.headers).get('Authorization')?.replace('Bearer ', '') ?? '';
      used.push(token);
      return Response.json(somePlants, { status: await answer(token) });
    };
    const singleSignOn = createSingleSignOn([], vault());
    const options = { vault: vault(), singleSignOn, fetch: appFetch, now: world().clock.now, timeout: 5000, render };
    const values = new Map([['id', '1']]);
    const { signal } = new AbortController();
    return runCommand(options, { app: appPackage, command, values, user: karin, flow, signal });
  }

  const signInAgain = (token: string) => vault().keep(karin, vaultRegistrationId, { accessToken: token });

  it('removes the token', async () => {
    expect((await run(async () => 401)).type).to.equal('signIn');
    expect(await accessToken()).to.equal(undefined);
    expect(used).to.deep.equal(['access-1']);
  });

  it('retries with the token of a sign-in that completed in the meantime', async () => {
    const flow = aFlow();
    const outcome = await run(async (token) => {
      await signInAgain('access-2');
      return token === 'access-1' ? 401 : 200;
    }, flow);
    expect(outcome.type).to.equal('results');
    expect(used).to.deep.equal(['access-1', 'access-2']);
    expect(await accessToken()).to.equal('access-2');
    expect(flow.hops.map(({ note }) => note).join()).to.contain('has been replaced since');
  });

  it('retries only once', async () => {
    const outcome = await run(async () => {
      await signInAgain(`anew-${used.length}`);
      return 401;
    });
    expect(outcome.type).to.equal('signIn');
    expect(used).to.deep.equal(['access-1', 'anew-1']);
    expect(await accessToken()).to.equal('anew-2');
  });

  it('also removes the second token if the app rejects it', async () => {
    const outcome = await run(async (token) => {
      if (token === 'access-1') {
        await signInAgain('access-2');
      }
      return 401;
    });
    expect(outcome.type).to.equal('signIn');
    expect(await accessToken()).to.equal(undefined);
  });

  it('retries with the token of a pending refresh', async () => {
    const body = { access_token: 'access-2', token_type: 'Bearer', expires_in: 60, refresh_token: 'refresh-2' };
    world().endpoint.on('/refresh', { body, delayMs: 60 });
    let refreshed: Promise<string | undefined> | undefined;
    const outcome = await run(async (token) => {
      if (token === 'access-1') {
        world().clock.advance(45);
        refreshed = accessToken();
        await waitUntil(() => world().endpoint.requests.length > 0);
        return 401;
      }
      return 200;
    });
    expect(outcome.type).to.equal('results');
    expect(await refreshed).to.equal('access-2');
    expect(used).to.deep.equal(['access-1', 'access-2']);
  });

  it('keeps the token if the app answers 403', async () => {
    expect((await run(async () => 403)).type).to.equal('message');
    expect(await accessToken()).to.equal('access-1');
  });
});
