import { Avatar } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Conversation } from './conversations.ts';
import { toClock } from './to-clock.ts';

export interface ChatListProps {
  readonly conversations: readonly Conversation[];
  readonly selectedId: string | undefined;
  onSelect(id: string): void;
}

/** The chats beside the open one. */
export function ChatList({ conversations, selectedId, onSelect }: ChatListProps): ReactElement {
  return (
    <nav className="chat-list" aria-label="Chats">
      <h2>Chat</h2>
      <ul>
        {conversations.map(({ id, kind, title, messages }) => {
          const last = messages.at(-1);
          return (
            <li key={id}>
              <button
                type="button"
                className="chat-list-item"
                aria-current={id === selectedId ? 'true' : undefined}
                onClick={() => onSelect(id)}
              >
                <Avatar
                  name={title}
                  size={32}
                  color={kind === 'group' ? 'brand' : 'colorful'}
                  {...(kind === 'pair' ? { badge: { status: 'available' } as const } : {})}
                  aria-hidden
                />
                <span className="chat-list-title">{title}</span>
                <span className="chat-list-time">{last && toClock(last.sentAt)}</span>
                <span className="chat-list-last">
                  {last && `${last.author.name.split(' ')[0]}: ${last.text || (last.card?.title ?? '')}`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
