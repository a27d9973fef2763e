import type { Chat, ChatReply } from '../../chat/chat.ts';
import { AppError } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import type { SendReplies } from '../sending/send-replies.ts';
import type { WaitForSending } from '../sending/wait-for-sending.ts';
import { toConversationKind } from '../turn/to-conversation-kind.ts';
import type { Turn } from '../turn/turn.ts';
import type { UserToken } from '../user-tokens/user-token.ts';
import type { Exchanges } from './exchanges.ts';
import type { InvokeKind } from './invoke-kind.ts';
import { malformed, parseCredentials, parseObject, parseText } from './parse-value.ts';

export interface SignInKindsOptions {
  readonly userToken: UserToken;
  readonly exchanges: Exchanges;
  readonly connectionName: string;
  readonly chat: Chat;
  readonly sendReplies: SendReplies;
  readonly waitForSending: WaitForSending;
  readonly log: Log;
}

const longestToken = 16_384;
const longestId = 256;
const notConfirmed = 'Your sign-in could not be confirmed. Send me a message to try again.';

/** Invokes that end a sign-in which was begun from a card in the chat, by name. */
export function createSignInKinds(options: SignInKindsOptions): Readonly<Record<string, InvokeKind>> {
  const { userToken, exchanges, connectionName, chat, sendReplies, waitForSending, log } = options;

  const send = (turn: Turn, replies: readonly ChatReply[]) => waitForSending(turn, sendReplies(turn.context, replies));
  const say = (turn: Turn, text: string) => send(turn, [{ text }]);
  const welcome = (turn: Turn) =>
    send(turn, chat.signedIn({ ...turn.known, conversation: toConversationKind(turn.context.activity) }));

  /** Says what kept the code from being taken. */
  async function confirm({ context }: Turn, code: string): Promise<{ status: number; sentence: string } | undefined> {
    try {
      const token = await userToken.get(context, code);
      return token === undefined ? { status: 404, sentence: notConfirmed } : undefined;
    } catch (fault) {
      if (!(fault instanceof AppError)) {
        throw fault;
      }
      log.warn('sign-in not confirmed', { cause: fault });
      return { status: fault.status, sentence: fault.message };
    }
  }

  return {
    'signin/verifyState': {
      async handle(value, turn) {
        const { state } = parseObject(value);
        const { code } = parseCredentials(value);
        if (code === undefined) {
          if (state !== 'CancelledByUser') {
            throw malformed('state');
          }
          await say(turn, 'You did not sign in. Send me a message when you want to try again.');
          return { status: 200 };
        }
        const outcome = await confirm(turn, code);
        await (outcome === undefined ? welcome(turn) : say(turn, outcome.sentence));
        return { status: outcome?.status ?? 200 };
      },
      tell: () => ({ status: 503 }),
    },
    'signin/tokenExchange': {
      async handle(value, turn) {
        const body = parseObject(value);
        const id = parseText(body.id, 'id', longestId);
        const token = parseText(body.token, 'token', longestToken);
        if (body.connectionName !== connectionName) {
          throw malformed('connectionName');
        }
        const { outcome, isFirst } = await exchanges.run(`${turn.known.user.id} ${id}`, async () =>
          (await userToken.exchange(turn.context, token)) === undefined ? 'failed' : 'done',
        );
        if (outcome === 'failed') {
          return {
            status: 412,
            body: { id, connectionName, failureDetail: 'The token could not be exchanged.' },
          };
        }
        if (isFirst) {
          await welcome(turn);
        }
        return { status: 200, body: { id, connectionName } };
      },
      tell: () => ({ status: 503 }),
    },
    'signin/failure': {
      async handle(value, turn) {
        const { code } = Object(value) as { readonly code?: unknown };
        const isCode = typeof code === 'string' && /^\w{1,64}$/.test(code);
        log.warn('sign-in failed', { reason: isCode ? code : 'not told' });
        await say(turn, 'Signing in did not work. Send me a message to try again, or ask your administrator.');
        return { status: 200 };
      },
      tell: () => ({ status: 503 }),
    },
  };
}
