import type { ChatContext } from '../../chat/chat.ts';
import type { InboundActivity } from './inbound-activity.ts';

/**
 * Returns the kind of an activity's conversation. An unknown kind is treated as a group, in which the bot reveals less.
 */
export function toConversationKind({ conversation }: InboundActivity): ChatContext['conversation'] {
  const { conversationType } = conversation;
  return conversationType === 'personal' || conversationType === 'channel' ? conversationType : 'group';
}
