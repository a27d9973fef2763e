import type { Chat, ChatReply } from '../../chat/chat.ts';
import { AppError } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import { SignInNeeded } from '../../repairs-client/sign-in-needed.ts';
import type { SendReplies } from '../sending/send-replies.ts';
import type { InboundActivity } from '../turn/inbound-activity.ts';
import { toConversationKind } from '../turn/to-conversation-kind.ts';
import { type Turn, type TurnOptions, toTurn } from '../turn/turn.ts';
import { withinBudget } from '../turn/within-budget.ts';
import { toOAuthCard } from '../user-tokens/to-oauth-card.ts';
import type { UserTokens } from '../user-tokens/user-tokens.ts';
import type { WithToken } from '../user-tokens/with-token.ts';
import { toChatMessage } from './to-chat-message.ts';

export interface MessageHandlerOptions {
  readonly chat: Chat;
  readonly withToken: WithToken;
  readonly userTokens: UserTokens;
  readonly connectionName: string;
  readonly sendReplies: SendReplies;
  readonly turnOptions: TurnOptions;
  readonly log: Log;
}

export interface MessageHandler {
  handleMessage(activity: InboundActivity): Promise<void>;
  handleInstallation(activity: InboundActivity): Promise<void>;
}

const tooLate = 'Repairs is taking too long to answer. Try again in a minute.';
const broken = 'Something went wrong on my side. Try again, and tell your administrator if it keeps happening.';

/** Creates the handler of chat messages. Answers every failure with a sentence; its cause goes to the log only. */
export function createMessageHandler(options: MessageHandlerOptions): MessageHandler {
  const { chat, withToken, userTokens, connectionName, sendReplies, turnOptions, log } = options;

  async function answer(turn: Turn): Promise<readonly ChatReply[]> {
    const { activity, known } = turn;
    try {
      return await withToken(turn, {}, (repairs) =>
        chat.handleMessage(toChatMessage(activity), {
          ...known,
          conversation: toConversationKind(activity),
          repairs,
          signOut: () => userTokens.signOut(activity),
        }),
      );
    } catch (fault) {
      if (!(fault instanceof SignInNeeded)) {
        throw fault;
      }
      const content = toOAuthCard(await userTokens.getSignInLink(activity), connectionName);
      return [{ attachments: [{ contentType: 'application/vnd.microsoft.card.oauth', content }] }];
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

  return {
    async handleMessage(activity) {
      const replies = await withinBudget(
        turnOptions.budget,
        (signal) =>
          answer(toTurn(activity, signal, turnOptions)).catch((fault: unknown) => {
            if (signal.aborted) {
              throw fault;
            }
            return [toApology(fault)];
          }),
        () => [{ text: tooLate }],
        (cause) => log.info('message: failed after timeout', { cause }),
      );
      await sendReplies(activity, replies);
    },
    async handleInstallation(activity) {
      if (activity.action === 'add') {
        const { known } = toTurn(activity, AbortSignal.timeout(turnOptions.budget), turnOptions);
        await sendReplies(activity, chat.welcome({ ...known, conversation: toConversationKind(activity) }));
      }
    },
  };
}
