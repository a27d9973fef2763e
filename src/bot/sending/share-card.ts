import type { Log } from '../../foundation/log.ts';
import type { Connector } from '../channel/connector.ts';
import type { InboundActivity } from '../turn/inbound-activity.ts';

/**
 * Replaces the card on which the action of the activity was chosen, for everyone in the conversation. Resolves even if
 * that fails, for example because the bot did not send the message, and may outlast the turn.
 */
export type ShareCard = (activity: InboundActivity, card: unknown) => Promise<void>;

export function createShareCard(connector: Connector, log: Log): ShareCard {
  return async (activity, card) => {
    const { replyToId } = activity;
    if (!replyToId) {
      return;
    }
    const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
    await connector
      .update(activity, replyToId, { type: 'message', id: replyToId, attachments: [attachment] })
      .catch((cause: unknown) => log.info('shared card: not updated', { cause }));
  };
}
