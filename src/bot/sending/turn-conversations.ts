import type { TurnContext } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';

/**
 * What a turn sends with: the connector itself, as what is sent may outlast the turn, and the turn's context does not. Take
 * it while the turn lasts.
 */
export function toConversations({ adapter, turnState }: TurnContext): ConnectorClient['conversations'] {
  const { ConnectorClientKey } = adapter as unknown as { readonly ConnectorClientKey: symbol };
  return turnState.get<ConnectorClient>(ConnectorClientKey).conversations;
}
