import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { demoPeople } from '../../../src/teams-host/sessions/demo-people.ts';
import { hostState, stateVersion } from '../../../src/teams-host/state/host-state.ts';
import { readState } from '../../../src/teams-host/state/read-state.ts';
import { aBotPackage } from '../../support/a-bot-package.ts';
import { type BotHost, startBotHost } from '../../support/start-bot-host.ts';
import { aClock } from '../vault/vault-fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests damage any part of the state
type Json = any;

describe('the saved state of the host', () => {
  let folder: string;
  let file: string;
  let host: BotHost | undefined;
  const clock = aClock(new Date().toISOString());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'teams-host-state-'));
    file = join(folder, 'state.json');
  });
  afterEach(async () => {
    await host?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (options: Parameters<typeof startBotHost>[0] = {}): Promise<BotHost> => {
    await host?.close();
    host = undefined;
    host = await startBotHost({ dataFolder: folder, now: clock.now, ...options });
    return host;
  };

  /** Uses a host as Daisy, who is not the first person, and returns her cookie. */
  async function use(): Promise<{ readonly cookie: string; readonly id: string }> {
    const { sit } = await start();
    const daisy = await sit('Daisy Phillips');
    const id = await daisy.install('personal');
    const { id: messageId } = await daisy.say(id, 'Where is **the fern**?');
    await daisy.post(`/api/conversations/${encodeURIComponent(id)}/messages/${messageId}/edit`, { text: 'Fern?' });
    await daisy.post(`/api/conversations/${encodeURIComponent(id)}/messages/${messageId}/reactions`, { type: 'heart' });
    const path = `/teams/v3/conversations/${encodeURIComponent(id)}/activities`;
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'In the garden' }] };
    await host?.bot.call('POST', path, {
      type: 'message',
      text: 'Here',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
      suggestedActions: { actions: [{ type: 'imBack', title: 'Help', value: 'help' }] },
    });
    return { cookie: daisy.page.cookie, id };
  }

  const get = async (cookie: string, path: string): Promise<Json> => {
    const response = await fetch(`${host?.host.url}${path}`, {
      headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
    });
    return { status: response.status, ...((await response.json()) as object) };
  };
  /** Cookies are named by port, which is another one after a restart in this test. */
  const forPort = (cookie: string): string => cookie.replace(/_\d+=/, `_${new URL(host?.host.url ?? '').port}=`);
  const messages = async (cookie: string, id: string): Promise<Json> =>
    (await get(cookie, `/api/conversations/${encodeURIComponent(id)}/messages`)).messages;

  it('has the person, the installed apps and the messages, unchanged', async () => {
    const { cookie, id } = await use();
    const before = await messages(cookie, id);
    expect(before).to.have.length(2);
    await start();
    const session = await get(forPort(cookie), '/api/session');
    expect(session).to.deep.include({ status: 200, notices: [] });
    expect(session.user.name).to.equal('Daisy Phillips');
    expect(session.apps[0].installed).to.equal(true);
    expect(await messages(forPort(cookie), id)).to.deep.equal(before);
    expect((await get(forPort(cookie), '/api/conversations')).conversations[0].apps[0].installed).to.equal(true);
  });

  it('continues the ids of messages, even if the clock goes back', async () => {
    const { cookie, id } = await use();
    const last = (await messages(cookie, id)).at(-1).id;
    clock.advance(-60);
    const { sit } = await start();
    const daisy = await sit('Daisy Phillips');
    expect(Number((await daisy.say(id, 'again')).id)).to.be.greaterThan(Number(last));
    clock.advance(60);
  });

  it('has no session id, and is readable by its owner only', async () => {
    const { cookie } = await use();
    await host?.close();
    host = undefined;
    expect(await readFile(file, 'utf8')).not.to.contain(cookie.split('=')[1]);
    if (process.platform !== 'win32') {
      expect((await stat(file)).mode & 0o777).to.equal(0o600);
    }
  });

  it('ends sessions that were idle for twelve hours, running or not', async () => {
    const { cookie } = await use();
    await start();
    clock.advance(12 * 3600);
    await start();
    expect((await get(forPort(cookie), '/api/session')).status).to.equal(401);
  });

  it('keeps the chats of a bot that is not loaded for a while', async () => {
    const { cookie, id } = await use();
    const before = await messages(cookie, id);
    const other = await aBotPackage((manifest) => {
      manifest.id = '77777777-7777-4777-8777-777777777777';
      manifest.bots[0].botId = '66666666-6666-4666-8666-666666666666';
      manifest.composeExtensions[0].botId = manifest.bots[0].botId;
    });
    const { sit } = await start({ appPackage: other });
    await (await sit()).page.post('/api/session/user', { userId: demoPeople[0].id });
    await start();
    expect(await messages(forPort(cookie), id)).to.deep.equal(before);
  });

  it('is discarded with a sentence if it is damaged or of another version', async () => {
    const { cookie } = await use();
    await host?.close();
    const text = await readFile(file, 'utf8');
    const changed = (change: (state: Json) => void): string => {
      const state: Json = JSON.parse(text);
      change(state);
      return JSON.stringify(state);
    };
    const damaged = [
      '',
      'null',
      '[]',
      '{}',
      text.slice(0, -20),
      `${text}}`,
      changed((state) => delete state.version),
      changed((state) => {
        state.version = '1';
      }),
      changed((state) => {
        state.conversations.messages[0].text = 5;
      }),
      changed((state) => {
        state.conversations.messages[1].attachments[0].card = 'x';
      }),
      changed((state) => {
        state.sessions[0].usedAt = 'yesterday';
      }),
    ];
    for (const content of damaged) {
      await writeFile(file, content);
      const { state, notices } = await readState(file);
      expect(state, content.slice(0, 80)).to.equal(undefined);
      expect(notices).to.have.length(1);
      expect(notices[0]).to.match(/state\.json is damaged, so it was discarded\. .*start afresh\.$/);
    }
    for (const version of [0, stateVersion + 1]) {
      await writeFile(file, JSON.stringify({ version, future: true }));
      expect((await readState(file)).notices[0]).to.contain(
        `has version ${version}, and this host reads version ${stateVersion}, so it was discarded.`,
      );
    }
    host = undefined;
    const { sit } = await start();
    expect((await get(forPort(cookie), '/api/session')).status).to.equal(401);
    const karin = await sit();
    const session = await karin.get('/api/session');
    expect(session.notices[0]).to.contain('was discarded');
    expect(session.apps[0].installed).to.equal(false);
    await start();
    expect((await get(forPort(karin.page.cookie), '/api/session')).notices, 'the new state is fine').to.deep.equal([]);
  });

  it('never makes the start fail, whatever the file has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (content) => {
        await writeFile(file, content);
        const { state, notices } = await readState(file);
        expect(state === undefined ? notices.length : 0).to.equal(hostState.safeParse(state).success ? 0 : 1);
      }),
      { numRuns: 50 },
    );
  });

  it('tells that a chosen person is no longer a user', async () => {
    const { cookie } = await use();
    await start({ people: [demoPeople[0], demoPeople[2] ?? demoPeople[0]] });
    const { user, notices } = await get(forPort(cookie), '/api/session');
    expect(user.name).to.equal('Karin Blair');
    expect(notices).to.deep.equal([
      'A person who was chosen in a browser is no longer a user of this host; Karin Blair is chosen instead.',
    ]);
  });
});
