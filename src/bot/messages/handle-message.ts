import type { TurnContext } from 'botbuilder';
import type { Chat, ChatContext, ChatReply } from '../../chat/chat.ts';
import { AppError } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import { SignInNeeded } from '../../repairs-client/sign-in-needed.ts';
import type { SendReplies } from '../sending/send-replies.ts';
import { toConversationKind } from '../turn/to-conversation-kind.ts';
import { type Turn, type TurnOptions, toTurn } from '../turn/turn.ts';
import { withinBudget } from '../turn/within-budget.ts';
import { toOAuthCard } from '../user-tokens/to-oauth-card.ts';
import type { UserToken } from '../user-tokens/user-token.ts';
import type { WithToken } from '../user-tokens/with-token.ts';
import { toChatMessage } from './to-chat-message.ts';

export interface ChatHandlerOptions {
  readonly chat: Chat;
  readonly withToken: WithToken;
  readonly userToken: UserToken;
  readonly connectionName: string;
  readonly sendReplies: SendReplies;
  readonly turnOptions: TurnOptions;
  readonly log: Log;
}

export interface ChatHandler {
  handleMessage(context: TurnContext): Promise<void>;
  handleInstallation(context: TurnContext): Promise<void>;
}

const tooLate = 'Repairs takes too long to answer at the moment. Try again in a minute.';
const broken = 'Something went wrong on my side. Try again, and tell your administrator if it stays so.';

/** Creates what answers in chats; whatever goes wrong becomes a sentence, its cause is only in the log. */
export function createChatHandler(options: ChatHandlerOptions): ChatHandler {
  const { chat, withToken, userToken, connectionName, sendReplies, turnOptions, log } = options;

  async function answer(turn: Turn): Promise<readonly ChatReply[]> {
    try {
      return await converse(turn);
    } catch (fault) {
      if (fault instanceof SignInNeeded) {
        return [await askToSignIn(turn)];
      }
      throw fault;
    }
  }

  function converse(turn: Turn): Promise<readonly ChatReply[]> {
    const { context, known } = turn;
    return withToken(turn, {}, (repairs) => {
      const chatContext: ChatContext = {
        ...known,
        conversation: toConversationKind(context.activity),
        repairs,
        signOut: () => userToken.signOut(context),
      };
      return chat.handleMessage(toChatMessage(context.activity), chatContext);
    });
  }

  async function askToSignIn({ context }: Turn): Promise<ChatReply> {
    const content = toOAuthCard(await userToken.signInLink(context), connectionName);
    return { attachments: [{ contentType: 'application/vnd.microsoft.card.oauth', content }] };
  }

  function refuse(fault: unknown): ChatReply {
    if (!(fault instanceof AppError)) {
      log.error('message failed', { cause: fault });
      return { text: broken };
    }
    const { status, code, message, detail, cause } = fault;
    log.info('message refused', { status, problem: code, detail, cause });
    return { text: message };
  }

  return {
    async handleMessage(context) {
      const replies = await withinBudget(
        turnOptions.budget,
        (signal) =>
          answer(toTurn(context, signal, turnOptions)).catch((fault: unknown) => {
            if (signal.aborted) {
              throw fault;
            }
            return [refuse(fault)];
          }),
        () => [{ text: tooLate }],
        (cause) => log.info('message ended late', { cause }),
      );
      await sendReplies(context, replies);
    },
    async handleInstallation(context) {
      if (context.activity.action === 'add') {
        const { known } = toTurn(context, AbortSignal.timeout(turnOptions.budget), turnOptions);
        await sendReplies(context, chat.welcome({ ...known, conversation: toConversationKind(context.activity) }));
      }
    },
  };
}
