import type { Chat, ChatReply } from '../../chat/chat.ts';
import { AppError } from '../../foundation/errors.ts';
import { toObject } from '../../foundation/json-value.ts';
import type { Log } from '../../foundation/log.ts';
import type { AnswerMessage } from '../messages/answer-message.ts';
import type { People } from '../messages/people.ts';
import type { SendReplies } from '../sending/send-replies.ts';
import type { WaitForSending } from '../sending/wait-for-sending.ts';
import { toConversationKind } from '../turn/to-conversation-kind.ts';
import type { Turn } from '../turn/turn.ts';
import type { UserTokens } from '../user-tokens/user-tokens.ts';
import type { Exchanges } from './exchanges.ts';
import type { InvokeKind } from './invoke-kind.ts';
import { cancelled, malformed, parseCredentials, parseObject, parseText } from './parse-value.ts';

export interface SignInKindsOptions {
  readonly userTokens: UserTokens;
  readonly exchanges: Exchanges;
  readonly connectionName: string;
  readonly chat: Chat;
  readonly people: Pick<People, 'takeQuestion'>;
  readonly answerMessage: AnswerMessage;
  readonly sendReplies: SendReplies;
  readonly waitForSending: WaitForSending;
  readonly log: Log;
}

const longestToken = 16_384;
const longestId = 256;
const notConfirmed = 'Your sign-in could not be confirmed. Send me a message to try again.';

/** The invokes that complete a sign-in from a card in the chat, by name. */
export function createSignInKinds(options: SignInKindsOptions): Readonly<Record<string, InvokeKind>> {
  const { userTokens, exchanges, connectionName, chat, people, answerMessage, sendReplies, waitForSending, log } =
    options;

  const send = (turn: Turn, replies: readonly ChatReply[]) => waitForSending(turn, sendReplies(turn.activity, replies));
  const sendText = (turn: Turn, text: string) => send(turn, [{ text }]);

  /** Answers the question that led to the sign-in; without one, confirms the sign-in. */
  async function answerQuestion(turn: Turn): Promise<void> {
    const conversation = toConversationKind(turn.activity);
    const text = conversation === 'personal' ? await takeQuestion(turn) : undefined;
    const replies =
      text === undefined
        ? chat.signedIn({ ...turn.known, conversation })
        : await answerMessage(turn, { text, files: 0, cards: 0 });
    await sendReplies(turn.activity, replies);
  }

  /** The sign-in is complete even if the storage cannot be reached. */
  const takeQuestion = ({ known }: Turn): Promise<string | undefined> =>
    people.takeQuestion(known.user).catch((cause: unknown) => {
      log.warn('sign-in: question not found', { cause });
      return undefined;
    });

  const welcome = (turn: Turn) => waitForSending(turn, answerQuestion(turn));
  const toMessage = () => ({ status: 503 });

  /** @returns status and sentence of the failure; undefined if the code is accepted. */
  async function confirm({ activity }: Turn, code: string): Promise<{ status: number; sentence: string } | undefined> {
    try {
      const token = await userTokens.get(activity, code);
      return token === undefined ? { status: 404, sentence: notConfirmed } : undefined;
    } catch (fault) {
      if (!(fault instanceof AppError)) {
        throw fault;
      }
      log.warn('sign-in: not confirmed', { cause: fault });
      return { status: fault.status, sentence: fault.message };
    }
  }

  return {
    'signin/verifyState': {
      async handle(value, turn) {
        const { state } = parseObject(value);
        const { code } = parseCredentials(value);
        if (code === undefined) {
          if (state !== cancelled) {
            throw malformed('state');
          }
          await sendText(turn, 'You did not sign in. Send me a message when you want to try again.');
          return { status: 200 };
        }
        const failure = await confirm(turn, code);
        await (failure === undefined ? welcome(turn) : sendText(turn, failure.sentence));
        return { status: failure?.status ?? 200 };
      },
      toMessage,
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
          (await userTokens.exchange(turn.activity, token)) === undefined ? 'failed' : 'done',
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
      toMessage,
    },
    'signin/failure': {
      async handle(value, turn) {
        const { code } = toObject(value);
        const isCode = typeof code === 'string' && /^\w{1,64}$/.test(code);
        log.warn('sign-in: failed', { reason: isCode ? code : 'unknown' });
        await sendText(turn, 'The sign-in failed. Send me a message to try again, or ask your administrator.');
        return { status: 200 };
      },
      toMessage,
    },
  };
}
