import type { TurnContext } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { Log } from '../log.ts';
import { waitAtMost } from './wait-at-most.ts';

/** Puts a card into the message that the action was chosen on. Resolves also where that fails or takes longer. */
export type ShareCard = (context: TurnContext, card: unknown) => Promise<void>;

/**
 * Creates what shows a changed card to the others. What the person did is done already, so that nothing here may keep the
 * answer from them: not a message of somebody else, which no bot may change, and not a connector that is slow.
 * @param budget milliseconds to wait.
 */
export function createShareCard(budget: number, log: Log): ShareCard {
  return async ({ activity, adapter, turnState }, card) => {
    const { conversation, replyToId: messageId } = activity;
    if (messageId === undefined) {
      return;
    }
    const { ConnectorClientKey } = adapter as unknown as { readonly ConnectorClientKey: symbol };
    const connector = turnState.get<ConnectorClient>(ConnectorClientKey);
    const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
    // With the connector itself, because it may outlast the turn, and the turn's context does not.
    const update = connector.conversations
      .updateActivity(conversation.id, messageId, {
        type: 'message',
        id: messageId,
        attachments: [attachment],
      } as never)
      .catch((cause: unknown) => log.info('shared card not changed', { cause }));
    await waitAtMost(budget, update, () => undefined);
  };
}
