import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { zipSync } from 'fflate';
import { botAppId, botId, someBotPackageFiles } from '../support/a-bot-package.ts';
import { findFreePorts } from '../support/find-free-port.ts';
import { type RunningMain, runMain } from '../support/run-main.ts';
import { botPassword, type ScriptedBot, startScriptedBot } from '../support/scripted-bot.ts';
import { sit } from '../support/start-bot-host.ts';
import { openHostPage } from '../support/start-teams-host.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../support/token-endpoint.ts';
import { waitUntil } from '../support/wait-until.ts';
import { toToken } from './oauth-host-fixture.ts';
import { anOAuthRegistration } from './vault/vault-fixture.ts';

const entry = fileURLToPath(new URL('../../src/teams-host/main.ts', import.meta.url));

// biome-ignore lint/suspicious/noExplicitAny: tests read any part of an answer
type Json = any;

describe('a restart of the host', () => {
  let folder: string;
  let port: number;
  let bot: ScriptedBot;
  let server: TokenEndpoint;
  let running: RunningMain | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'teams-host-restart-'));
    [port = 0] = await findFreePorts(1);
    bot = await startScriptedBot();
    server = await startTokenEndpoint();
    const accessToken = toToken({ sub: 'karin' });
    server.on('/token', { body: { access_token: accessToken, token_type: 'Bearer', expires_in: 3600 } });
    await writeFile(join(folder, 'bot.zip'), zipSync(Object.fromEntries(someBotPackageFiles())));
    const registrations = [
      {
        kind: 'bot',
        id: 'gardener',
        appId: botId,
        appPassword: botPassword,
        messagingEndpoint: bot.endpoint,
        oauthConnections: [{ name: 'garden', registrationId: 'plants' }],
      },
      anOAuthRegistration(server.origin, { id: 'plants' }),
    ];
    await writeFile(join(folder, 'registrations.json'), JSON.stringify(registrations));
  });
  after(async () => {
    running?.process.kill('SIGKILL');
    await running?.exited;
    await bot.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(...more: readonly string[]): Promise<void> {
    const files = ['--app', join(folder, 'bot.zip'), '--registrations', join(folder, 'registrations.json')];
    const child = runMain(entry, {}, [], [...files, '--data', join(folder, 'data'), '--port', String(port), ...more]);
    running = child;
    const isUp = () => child.output().includes('http://');
    await Promise.race([waitUntil(isUp, () => child.faults()), child.exited.then(() => expect.fail(child.faults()))]);
  }

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    running?.process.kill(signal);
    await running?.exited;
  };

  it('keeps person, apps, messages, sign-ins and the tokens of the bot; --reset removes them', async () => {
    await start();
    const url = `http://127.0.0.1:${port}`;
    bot.connectTo(url);
    const daisy = await sit({ open: () => openHostPage(url) }, 'Daisy Phillips');
    const id = await daisy.install('personal');
    const { id: messageId } = await daisy.say(id, 'hello');
    const activity = await bot.heard((heard) => heard.id === messageId);
    const call = (method: string, name: string, query: Record<string, string>) =>
      bot.call(method, `/token-service/api/${name}?${new URLSearchParams(query)}`);
    const getToken = (rest: Record<string, string> = {}) =>
      call('GET', 'usertoken/GetToken', {
        userId: activity.from.id,
        connectionName: 'garden',
        channelId: 'msteams',
        ...rest,
      });
    const { id: activityId, from: user, recipient, conversation, channelId, serviceUrl } = activity;
    const reference = { activityId, user, bot: recipient, conversation, channelId, serviceUrl };
    const state = Buffer.from(
      JSON.stringify({ connectionName: 'garden', conversation: reference, msAppId: botId }),
    ).toString('base64');
    const resource = (await (await call('GET', 'botsignin/GetSignInResource', { state })).json()) as Json;
    const link = new URL(resource.signInLink);
    const popup = await daisy.page.get(link.pathname + link.search);
    const popupState = new URL(popup.headers.get('Location') ?? '').searchParams.get('state');
    const end = await daisy.page.get(`/token-service/.auth/web/redirect?code=a-code&state=${popupState}`);
    const code = /data-state="(\d{6})"/.exec(await end.text())?.[1] ?? '';
    expect((await getToken({ code })).status).to.equal(200);
    await daisy.say(id, 'the last words');

    const file = join(folder, 'data/state.json');
    await waitUntil(async () => (await readFile(file, 'utf8')).includes('the last words'));
    await stop('SIGKILL');
    await start();
    const session = await daisy.get('/api/session');
    expect(session.user.name).to.equal('Daisy Phillips');
    expect(session.apps[0]).to.deep.include({ id: botAppId, installed: true });
    expect(session.apps[0].auth.signedIn).to.equal(true);
    expect((await daisy.messages(id)).map(({ text }) => text)).to.deep.equal(['hello', 'the last words']);
    expect((await getToken()).status, 'with the connector token of the first run').to.equal(200);
    const { id: next } = await daisy.say(id, 'again');
    await bot.heard((heard) => heard.id === next);

    await stop('SIGTERM');
    expect(await readFile(file, 'utf8'), 'a stop waits for the newest change').to.contain('again');
    const certificate = () => readFile(join(folder, 'data/tls/certificate.pem'), 'utf8');
    const before = await certificate();
    await start('--reset');
    expect(await certificate()).not.to.equal(before);
    expect((await daisy.page.get('/api/session')).status).to.equal(401);
    bot.connectTo(url);
    const karin = await sit({ open: () => openHostPage(url) }, 'Daisy Phillips');
    const afresh = await karin.get('/api/session');
    expect(afresh.apps[0].installed).to.equal(false);
    expect(afresh.apps[0].auth.signedIn).to.equal(false);
    expect(await karin.messages(id)).to.deep.equal([]);
    expect((await getToken()).status).to.equal(404);
  });
});
