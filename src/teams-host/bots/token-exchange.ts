import { LRUCache } from 'lru-cache';
import type { Log } from '../../foundation/log.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import type { PostedMessage } from '../conversations/posted-message.ts';
import type { SingleSignOn } from '../single-sign-on/single-sign-on.ts';
import type { MessageAnswer } from '../wire/answers.ts';
import type { TokenExchange } from '../wire/message.ts';
import type { ActionContext, BuildActivity } from './activity-builder.ts';
import type { Bots } from './bots.ts';
import type { InvokeBot } from './invoke-bot.ts';
import { noFlow, type Turns } from './turns.ts';

/** Single sign-on with sign-in cards that offer it: Teams sends the person's token to the bot before showing the card. */
export interface TokenExchanges {
  /** Tries again, after the person has allowed it. Does nothing for a message without such a card. */
  run(context: ActionContext, message: PostedMessage): Promise<void>;
  /** Stops watching the conversations. */
  close(): void;
}

export interface TokenExchangesOptions {
  readonly conversations: Conversations;
  readonly bots: Bots;
  readonly build: BuildActivity;
  readonly invokeBot: InvokeBot;
  readonly singleSignOn: SingleSignOn;
  readonly turns: Turns;
  readonly log: Log;
  readonly directory: Pick<Directory, 'accountId'>;
}

/**
 * Watches the personal chats for cards that offer single sign-on, and exchanges the token of each once.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-code
 */
export function createTokenExchanges(options: TokenExchangesOptions): TokenExchanges {
  const { conversations, bots, build, invokeBot, singleSignOn, turns, log, directory } = options;
  const begun = new LRUCache<string, true>({ max: 1000 });

  async function run({ user, conversation, flow }: ActionContext, message: PostedMessage): Promise<void> {
    const card = findCard(message);
    const bot = message.from.kind === 'bot' ? bots.find(message.from.appId) : undefined;
    if (card === undefined || bot === undefined) {
      return;
    }
    const { id, uri } = card.exchange;
    const set = (state: Omit<TokenExchange, 'id' | 'uri'>): void => {
      // The bot may have replaced the card in the meantime.
      const current = conversations.message(conversation, message.id);
      if (current !== undefined) {
        const attachments = current.attachments.map((attachment) =>
          attachment.kind === 'signIn' && attachment.exchange?.id === id
            ? { ...attachment, exchange: { id, uri, ...state } }
            : attachment,
        );
        conversations.change(current, { attachments });
      }
    };
    const apps = bots.appsOf(bot.appId, conversation);
    const app = apps.find(({ manifest }) => manifest.singleSignOnResource !== undefined) ?? apps[0];
    const found = await singleSignOn.token(app, user, flow, uri);
    if (found.type === 'consent') {
      set({ state: 'consent', consentUrl: found.url });
      return;
    }
    if (found.type === 'none') {
      set({ state: 'failed', problem: `${found.why} ${found.remedy}` });
      return;
    }
    const activity = build({ bot, user, conversation }, 'invoke', {
      name: 'signin/tokenExchange',
      value: { id, connectionName: card.connectionName, token: found.token },
      channelData: { source: { name: 'message' } },
    });
    const context = { user, conversation, flow };
    const answer = await invokeBot<{ readonly type: 'done' } | MessageAnswer>(
      activity,
      bot,
      context,
      () => ({ type: 'done' }),
      () => refused,
    );
    const problem = answer.type === 'done' ? undefined : [answer.title, answer.text].filter(Boolean).join('. ');
    set(problem === undefined ? { state: 'done' } : { state: 'failed', problem });
  }

  const close = conversations.onEvent((event) => {
    const { message, conversation } = event.kind === 'message' ? event : {};
    const exchange = message && findCard(message)?.exchange;
    const [user] = conversation?.people ?? [];
    if (message?.from.kind !== 'bot' || conversation?.kind !== 'personal' || exchange?.state !== 'running') {
      return;
    }
    const key = `${message.id} ${exchange.id}`;
    if (user !== undefined && !begun.has(key)) {
      begun.set(key, true);
      const { appId } = message.from;
      const flow = turns.find({ appId, userId: directory.accountId(appId, user) }) ?? noFlow;
      void run({ user, conversation, flow }, message).catch((error: unknown) => {
        log.error('single sign-on: failed', { error });
      });
    }
  });
  return { run, close };
}

const refused: MessageAnswer = {
  type: 'message',
  title: '',
  text: 'Signing you in without asking did not succeed. Use the button to sign in.',
};

function findCard(message: PostedMessage) {
  for (const attachment of message.attachments) {
    if (attachment.kind === 'signIn' && attachment.exchange !== undefined) {
      return { connectionName: attachment.connectionName, exchange: attachment.exchange };
    }
  }
  return undefined;
}
