import { Spinner } from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';
import { usePage } from '../context/page-context.ts';
import type { HostEvents } from '../host/host-events.ts';
import type { TeamsPlace } from '../teams-js/teams-context.ts';
import { Chat } from './chat.tsx';
import { ChatList } from './chat-list.tsx';
import { useChatStore } from './use-chat-store.ts';

export interface ChatsProps {
  readonly events: HostEvents;
  /** Told which one is open. */
  onLook(conversation: TeamsPlace['conversation']): void;
}

/** One person's chats: the list, and the one that is open. */
export function Chats({ events, onLook }: ChatsProps): ReactElement {
  const { host, tell, reload } = usePage();
  const store = useChatStore({ host, events, onProblem: (problem) => tell(problem, 'error') });
  const { conversations, messages, typing, unread } = store.state();
  const [selectedId, setSelectedId] = useState<string>();
  const conversation =
    conversations.find(({ id }) => id === selectedId) ??
    conversations.find(({ kind }) => kind === 'groupChat') ??
    conversations[0];

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is installed where is part of the session, too
  useEffect(() => events.on('conversations', () => void reload()), [events]);
  const { id, kind } = conversation ?? {};
  useEffect(() => {
    store.look(id);
    onLook(id === undefined ? undefined : { id, isChannel: kind === 'channel' });
  }, [store, onLook, id, kind]);

  return (
    <>
      <ChatList
        conversations={conversations}
        messages={messages}
        unread={unread}
        selectedId={conversation?.id}
        onSelect={setSelectedId}
      />
      {conversation === undefined ? (
        <main className="chat chat-waiting">
          <h1 className="only-read-aloud">Chat</h1>
          <Spinner label="Loading chats…" />
        </main>
      ) : (
        <Chat
          key={conversation.id}
          conversation={conversation}
          messages={messages[conversation.id] ?? []}
          typing={typing[conversation.id]}
          others={conversations}
          onSelect={setSelectedId}
        />
      )}
    </>
  );
}
