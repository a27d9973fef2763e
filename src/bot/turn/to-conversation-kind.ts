import type { Activity } from 'botbuilder';
import type { ChatContext } from '../../chat/chat.ts';

/** What kind of conversation an activity is from; whatever Teams does not name is a group, where less is said. */
export function toConversationKind({ conversation }: Activity): ChatContext['conversation'] {
  switch (conversation.conversationType) {
    case 'personal':
      return 'personal';
    case 'channel':
      return 'channel';
    default:
      return 'group';
  }
}
