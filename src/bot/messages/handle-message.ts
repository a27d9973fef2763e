import type { Chat } from '../../chat/chat.ts';
import type { Log } from '../../foundation/log.ts';
import type { SendReplies } from '../sending/send-replies.ts';
import type { InboundActivity } from '../turn/inbound-activity.ts';
import { toConversationKind } from '../turn/to-conversation-kind.ts';
import { type TurnOptions, toTurn } from '../turn/turn.ts';
import { withinBudget } from '../turn/within-budget.ts';
import type { AnswerMessage } from './answer-message.ts';
import { toChatMessage } from './to-chat-message.ts';

export interface MessageHandlerOptions {
  readonly chat: Chat;
  readonly answerMessage: AnswerMessage;
  readonly sendReplies: SendReplies;
  readonly turnOptions: TurnOptions;
  readonly log: Log;
}

export interface MessageHandler {
  handleMessage(activity: InboundActivity): Promise<void>;
  handleInstallation(activity: InboundActivity): Promise<void>;
}

const tooLate = 'Repairs is taking too long to answer. Try again in a minute.';

/** Creates the handler of chat messages. Answers even if time runs out. */
export function createMessageHandler(options: MessageHandlerOptions): MessageHandler {
  const { chat, answerMessage, sendReplies, turnOptions, log } = options;

  return {
    async handleMessage(activity) {
      const replies = await withinBudget(
        turnOptions.budget,
        (signal) => answerMessage(toTurn(activity, signal, turnOptions), toChatMessage(activity)),
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
