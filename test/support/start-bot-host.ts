/** The local Teams host with a scripted bot, and clients that act as people on its page. */

import type { OAuthRegistration } from '../../src/teams-host/vault/registration.ts';
import { aBotPackage, botAppId, botId } from './a-bot-package.ts';
import { botPassword, type ScriptedBot, startScriptedBot } from './scripted-bot.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost, type TestHostOptions } from './start-teams-host.ts';
import { waitUntil } from './wait-until.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests inspect any part of an answer
type Json = any;

export interface Person {
  readonly page: HostPage;
  get(path: string): Promise<Json>;
  /** @throws if the status is not 2xx. */
  post(path: string, body?: unknown): Promise<Json>;
  conversation(kind: 'personal' | 'groupChat' | 'channel' | 'pair'): Promise<Json>;
  messages(conversationId: string): Promise<Json[]>;
  /** Waits until a conversation has at least `count` messages, and returns them. */
  awaitMessages(conversationId: string, count: number): Promise<Json[]>;
  /** Installs the bot in the conversation of this kind, and returns the id of the conversation. */
  install(kind: 'personal' | 'groupChat' | 'channel'): Promise<string>;
  say(conversationId: string, text: string, rest?: object): Promise<Json>;
}

export interface BotHost {
  readonly host: RunningTeamsHost;
  readonly bot: ScriptedBot;
  /** Opens the page in a new browser as this person. */
  sit(name?: string): Promise<Person>;
  close(): Promise<void>;
}

export async function startBotHost(
  options: Partial<TestHostOptions> & { readonly oauth?: OAuthRegistration } = {},
): Promise<BotHost> {
  const bot = await startScriptedBot();
  const { oauth, ...rest } = options;
  const host = await startTeamsHost({
    appPackage: await aBotPackage(),
    registrations: [
      {
        kind: 'bot',
        id: 'gardener',
        appId: botId,
        appPassword: botPassword,
        messagingEndpoint: bot.endpoint,
        oauthConnections: oauth === undefined ? [] : [{ name: 'garden', registrationId: oauth.id }],
      },
      ...(oauth === undefined ? [] : [oauth]),
    ],
    // Long enough for a healthy bot on a busy machine.
    botTimeouts: { extension: 20_000, invoke: 20_000, message: 20_000 },
    ...rest,
  }).catch(async (fault: unknown) => {
    await bot.close();
    throw fault;
  });
  bot.connectTo(host.url);
  return {
    host,
    bot,
    sit: (name = 'Karin Blair') => sit(host, name),
    close: async () => {
      await host.close();
      await bot.close();
    },
  };
}

export async function sit(host: Pick<RunningTeamsHost, 'open'>, name: string): Promise<Person> {
  const page = await host.open();
  const read = async (response: Response): Promise<Json> => {
    if (!response.ok) {
      throw new Error(`${response.status} ${await response.text()}`);
    }
    return response.status === 204 ? undefined : response.json();
  };
  const get = async (path: string) => read(await page.get(path));
  const post = async (path: string, body: unknown = {}) => read(await page.post(path, body));
  const { users } = await get('/api/session');
  await post('/api/session/user', { userId: users.find((user: Json) => user.name === name).id });
  const conversation: Person['conversation'] = async (kind) =>
    (await get('/api/conversations')).conversations.find((candidate: Json) => candidate.kind === kind);
  const messages: Person['messages'] = async (id) =>
    (await get(`/api/conversations/${encodeURIComponent(id)}/messages`)).messages;
  return {
    page,
    get,
    post,
    conversation,
    messages,
    awaitMessages(id, count) {
      return waitUntil(
        async () => {
          const found = await messages(id);
          return found.length >= count && found;
        },
        () => `The conversation has fewer than ${count} messages.`,
      );
    },
    async install(kind) {
      const { id } = await conversation(kind);
      await post(`/api/conversations/${encodeURIComponent(id)}/install`, { appId: botAppId });
      return id;
    },
    say: (id, text, rest = {}) => post(`/api/conversations/${encodeURIComponent(id)}/messages`, { text, ...rest }),
  };
}
