import type { TurnContext } from 'botbuilder';
import type { Log } from '../../foundation/log.ts';
import { toConversations } from './turn-conversations.ts';

/** Puts a card into the message that the action was chosen on. Resolves also where that fails, and may outlast the turn. */
export type ShareCard = (context: TurnContext, card: unknown) => Promise<void>;

/** Creates what shows a changed card to the others; the message may be of somebody else, which no bot may change. */
export function createShareCard(log: Log): ShareCard {
  return async (context, card) => {
    const { conversation, replyToId: messageId } = context.activity;
    if (messageId === undefined) {
      return;
    }
    const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
    const message = { type: 'message', id: messageId, attachments: [attachment] };
    await toConversations(context)
      .updateActivity(conversation.id, messageId, message as never)
      .catch((cause: unknown) => log.info('shared card not changed', { cause }));
  };
}
