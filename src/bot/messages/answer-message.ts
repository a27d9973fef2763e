import type { Chat, ChatMessage, ChatReply } from '../../chat/chat.ts';
import { AppError } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import { SignInNeeded } from '../../repairs-client/sign-in-needed.ts';
import { toConversationKind } from '../turn/to-conversation-kind.ts';
import type { Turn } from '../turn/turn.ts';
import { toOAuthCard } from '../user-tokens/to-oauth-card.ts';
import type { UserTokens } from '../user-tokens/user-tokens.ts';
import type { WithToken } from '../user-tokens/with-token.ts';
import type { People } from './people.ts';

export interface AnswerMessageOptions {
  readonly chat: Chat;
  readonly withToken: WithToken;
  readonly userTokens: UserTokens;
  readonly connectionName: string;
  readonly people: People;
  readonly log: Log;
}

/** Answers what a person wrote. Rejects only if the turn is aborted: every other failure is answered with a sentence. */
export type AnswerMessage = (turn: Turn, message: ChatMessage) => Promise<readonly ChatReply[]>;

const broken = 'Something went wrong on my side. Try again, and tell your administrator if it keeps happening.';

/**
 * Creates the answers to messages. If the person must sign in first, the answer is a sign-in card. In a personal chat
 * that is an OAuth card, and the message is stored until the sign-in is complete. Everyone else can see and use an OAuth
 * card, so in groups and channels the answer is a card of our own that contains the message: Teams shows its sign-in
 * only to the person who presses the button, and repeats the action afterwards.
 */
export function createAnswerMessage(options: AnswerMessageOptions): AnswerMessage {
  const { chat, withToken, userTokens, connectionName, people, log } = options;

  async function askToSignIn({ activity, known }: Turn, message: ChatMessage): Promise<readonly ChatReply[]> {
    if (toConversationKind(activity) !== 'personal') {
      return chat.askToSignIn(message);
    }
    const [link] = await Promise.all([userTokens.getSignInLink(activity), saveQuestion(known, message)]);
    const content = toOAuthCard(link, connectionName);
    return [{ attachments: [{ contentType: 'application/vnd.microsoft.card.oauth', content }] }];
  }

  /** Without the storage the person can still sign in, and ask again. */
  const saveQuestion = ({ user }: Turn['known'], { text }: ChatMessage): Promise<void> =>
    people.saveQuestion(user, text).catch((cause: unknown) => log.warn('sign-in: question not saved', { cause }));

  /** The question belongs to the sign-in that the person no longer wants. */
  const dropQuestion = ({ user }: Turn['known']): Promise<unknown> =>
    people.takeQuestion(user).catch((cause: unknown) => log.warn('sign-out: question not removed', { cause }));

  async function answer(turn: Turn, message: ChatMessage): Promise<readonly ChatReply[]> {
    const { activity, known } = turn;
    try {
      return await withToken(turn, {}, (repairs) =>
        chat.handleMessage(message, {
          ...known,
          conversation: toConversationKind(activity),
          repairs,
          async signOut() {
            await Promise.all([userTokens.signOut(activity), dropQuestion(known)]);
          },
          async forget() {
            await people.forget(known.user);
            await userTokens.signOut(activity);
          },
        }),
      );
    } catch (fault) {
      if (!(fault instanceof SignInNeeded)) {
        throw fault;
      }
      return askToSignIn(turn, message);
    }
  }

  function toApology(fault: unknown): ChatReply {
    if (!(fault instanceof AppError)) {
      log.error('message: failed', { cause: fault });
      return { text: broken };
    }
    const { status, code, message, detail, cause } = fault;
    log.info('message: refused', { status, problem: code, detail, cause });
    return { text: message };
  }

  return (turn, message) =>
    answer(turn, message).catch((fault: unknown) => {
      if (turn.known.signal.aborted) {
        throw fault;
      }
      return [toApology(fault)];
    });
}
