import { randomUUID } from 'node:crypto';
import type { BotSettings } from '../../src/bot/bot-settings.ts';
import { type BotLimits, createBot } from '../../src/bot/create-bot.ts';
import type { People } from '../../src/bot/messages/people.ts';
import type { Chat, ChatContext, ChatMessage } from '../../src/chat/chat.ts';
import type { MessageExtension, QueryCommand } from '../../src/message-extension/create-message-extension.ts';
import type { RepairsClient } from '../../src/repairs-client/repairs-client.ts';
import { createServer } from '../../src/server/create-server.ts';
import { jsonBody } from '../../src/server/json-body.ts';
import { anActivity, anInvoke } from '../support/an-activity.ts';
import { type CapturedLog, captureLog } from '../support/capture-log.ts';
import { type PostAnswer, type PostOptions, startConnector, type TestConnector } from '../support/connector.ts';
import { createFakePeople } from '../support/fake-people.ts';

/** Long enough for a healthy channel on a busy machine. */
const generousLimits: BotLimits = {
  invokeBudget: 50_000,
  messageBudget: 50_000,
  sendBudget: 20_000,
  connector: { tries: 4, timeout: 20_000, budget: 50_000 },
  tokenService: { tries: 2, timeout: 20_000, budget: 50_000 },
  keysTimeout: 20_000,
};

/** A repairs API client that only carries its token and signal. */
export type MarkedClient = RepairsClient & { readonly token: string; readonly signal: AbortSignal };

export interface StartBotOptions {
  readonly now?: () => Date;
  readonly settings?: Partial<BotSettings>;
  readonly messageExtension?: Partial<MessageExtension>;
  readonly chat?: Partial<Chat>;
  readonly people?: Partial<People>;
  /** Replaces some of the limits, which are long by default. */
  readonly limits?: Partial<BotLimits>;
}

export interface TestBot {
  readonly url: string;
  readonly connector: TestConnector;
  readonly captured: CapturedLog;
  /** Messages passed to the chat, unless the test overrides `handleMessage`. */
  readonly messages: readonly { readonly message: ChatMessage; readonly context: ChatContext }[];
  post(activity: unknown, options?: PostOptions): Promise<PostAnswer>;
  message(overrides?: Readonly<Record<string, unknown>>): Promise<PostAnswer>;
  invoke(name: string, value: unknown, overrides?: Readonly<Record<string, unknown>>): Promise<PostAnswer>;
  close(): Promise<void>;
}

/** Returns the token of the command's API client, so that a test can check whose it is. */
export const showToken: QueryCommand = async (_query, { repairs }) => ({
  kind: 'message',
  text: `with ${(repairs as MarkedClient).token}`,
});

const nothing = async () => ({ kind: 'message', text: 'nothing' }) as const;

/** Starts the bot alone, behind the real server, with a channel on loopback. */
export async function startBot(options: StartBotOptions = {}): Promise<TestBot> {
  const { now = () => new Date() } = options;
  const connector = await startConnector();
  const captured = captureLog();
  const messages: { message: ChatMessage; context: ChatContext }[] = [];
  const bot = createBot({
    settings: { ...connector.settings, ...options.settings },
    publicUrl: 'https://repairs.example.com',
    repairsApi: { forToken: (token, signal) => ({ token, signal }) as MarkedClient },
    messageExtension: {
      queries: { search: showToken },
      actions: {},
      cardActions: {},
      queryLink: nothing,
      anonymousQueryLink: nothing,
      selectItem: nothing,
      querySettingUrl: nothing,
      setting: nothing,
      ...options.messageExtension,
    },
    chat: {
      handleMessage: async (message, context) => {
        messages.push({ message, context });
        return [{ text: 'heard' }];
      },
      welcome: () => [{ text: 'welcome' }],
      askToSignIn: ({ text }) => [{ text: `sign in for ${text}` }],
      signedIn: ({ user }) => [{ text: `signed in, ${user.name}` }],
      ...options.chat,
    },
    people: { ...createFakePeople(), ...options.people },
    now,
    newId: randomUUID,
    random: () => 0,
    log: captured.log,
    limits: { ...generousLimits, ...options.limits },
  });
  const server = createServer({
    name: 'bot',
    log: captured.log,
    now,
    limits: { silenceTimeout: 20 },
    routes: [
      {
        method: 'POST',
        path: '/api/messages',
        body: jsonBody(262_144),
        admit: bot.admit,
      },
    ],
  });
  const { url } = await server.listen(0, '127.0.0.1');
  const post = (activity: unknown, postOptions?: PostOptions) => connector.post(url, activity, postOptions);
  return {
    url,
    connector,
    captured,
    messages,
    post,
    message: (overrides) => post(anActivity(connector.serviceUrl, overrides)),
    invoke: (name, value, overrides) => post(anInvoke(connector.serviceUrl, name, value, overrides)),
    close: async () => {
      await server.close();
      await bot.close();
      await connector.close();
    },
  };
}
