import { Avatar } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ConversationView } from '../../wire/conversation.ts';
import type { Message } from '../../wire/message.ts';
import { usePage } from '../context/page-context.ts';
import type { ChatState } from '../conversations/chat-state.ts';
import { toTitle } from '../conversations/conversation.ts';
import { findApp } from '../host/loaded-app.ts';
import { toClock } from '../messages/to-clock.ts';
import { toPlainText } from '../text/rich-text.ts';
import { toRichText } from '../text/to-rich-text.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { NamedAvatar } from '../ui/named-avatar.tsx';

export interface ChatListProps extends Pick<ChatState, 'conversations' | 'messages' | 'unread'> {
  readonly selectedId: string | undefined;
  onSelect(id: string): void;
}

/** The list of chats. */
export function ChatList({ conversations, messages, unread, selectedId, onSelect }: ChatListProps): ReactElement {
  const { session } = usePage();
  return (
    <nav aria-label="Chats">
      <h2>Chat</h2>
      <ul>
        {conversations.map((conversation) => {
          const { id } = conversation;
          const last = messages[id]?.findLast(({ deleted }) => deleted !== true);
          const isUnread = unread.has(id);
          return (
            <li key={id}>
              <button
                type="button"
                className={isUnread ? 'chat-list-item chat-list-unread' : 'chat-list-item'}
                aria-current={id === selectedId ? 'true' : undefined}
                onClick={() => onSelect(id)}
              >
                <ConversationAvatar conversation={conversation} />
                <span className="chat-list-title">{toTitle(conversation, session.user.id)}</span>
                <span className="chat-list-time">{last && toClock(new Date(last.sentAt))}</span>
                <span className="chat-list-last">
                  {isUnread && <span className="only-read-aloud">Unread. </span>}
                  <ErrorBoundary what="The last message" shows={last} element="span">
                    <LastMessage message={last} />
                  </ErrorBoundary>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** The picture of a conversation: the icon of its bot, or the initials of the other person or the group. */
export function ConversationAvatar({ conversation }: { readonly conversation: ConversationView }): ReactElement {
  const { session } = usePage();
  const { kind, apps } = conversation;
  const title = toTitle(conversation, session.user.id);
  const app = kind === 'personal' ? findApp(session.apps, apps[0]?.appId) : undefined;
  return app !== undefined ? (
    <NamedAvatar name={title} icon={app.icon} size={32} />
  ) : (
    <Avatar
      name={title}
      size={32}
      shape={kind === 'channel' ? 'square' : 'circular'}
      color={kind === 'groupChat' || kind === 'channel' ? 'brand' : 'colorful'}
      badge={kind === 'pair' ? { status: 'available' } : null}
      aria-hidden
    />
  );
}

function LastMessage({ message }: { readonly message: Message | undefined }): string {
  return message === undefined ? 'No messages yet' : `${message.from.name.split(' ')[0]}: ${toSummary(message)}`;
}

/** Summarizes a message on one line. */
function toSummary(message: Message): string {
  const [attachment] = message.attachments;
  const kinds = { card: 'Sent a card', signIn: 'Asks you to sign in', image: 'Sent a picture', unsupported: '' };
  const text = toPlainText(toRichText(message));
  return text || (attachment === undefined ? '' : kinds[attachment.kind]);
}
