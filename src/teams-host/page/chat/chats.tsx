import { Spinner } from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';
import { useStore } from 'zustand/react';
import { AgentChat } from '../agent/agent-chat.tsx';
import { AgentList } from '../agent/agent-list.tsx';
import { useAgentConversations } from '../agent/use-agent-conversations.ts';
import { usePage } from '../context/page-context.ts';
import { createChatStore } from '../conversations/chat-store.ts';
import type { TeamsPlace } from '../teams-js/teams-context.ts';
import { keepStored, readStored } from '../ui/browser-storage.ts';
import { Chat } from './chat.tsx';
import { ChatList } from './chat-list.tsx';
import { ChatMenu } from './chat-menu.tsx';
import { findSelectedAgent, toAgentPlace } from './open-place.ts';
import { PackageProblems } from './package-problems.tsx';

export interface ChatsProps {
  /** Called when another conversation opens. */
  onConversationChange(conversation: TeamsPlace['conversation']): void;
}

/** The chats of a person: the lists of chats and agents, and the open chat or agent. */
export function Chats({ onConversationChange }: ChatsProps): ReactElement {
  const { host, events, session, notify, reload } = usePage();
  const [store] = useState(() => createChatStore({ host, events, onProblem: (problem) => notify(problem, 'error') }));
  const { conversations, messages, typing, unread } = useStore(store);
  const openKey = `teams-host-chat ${session.user.tenantId} ${session.user.id}`;
  const [selectedId, setSelectedId] = useState(() => readStored(() => localStorage, openKey));
  const select = (chosen: string): void => {
    setSelectedId(chosen);
    keepStored(() => localStorage, openKey, chosen);
  };
  const agentConversation = useAgentConversations();
  const agentApp = findSelectedAgent(session.apps, selectedId);
  const conversation =
    agentApp !== undefined
      ? undefined
      : (conversations.find(({ id }) => id === selectedId) ??
        conversations.find(({ kind }) => kind === 'groupChat') ??
        conversations[0]);

  useEffect(() => store.start(), [store]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the session has the installed apps
  useEffect(() => events.on('conversations', () => void reload()), [events]);
  const { id, kind } = conversation ?? {};
  useEffect(() => {
    store.look(id);
    onConversationChange(id === undefined ? undefined : { id, isChannel: kind === 'channel' });
  }, [store, onConversationChange, id, kind]);

  return (
    <>
      <div className="chat-list">
        <ChatList
          conversations={conversations}
          messages={messages}
          unread={unread}
          selectedId={conversation?.id}
          onSelect={select}
        />
        <AgentList selectedAppId={agentApp?.id} onSelect={(appId) => select(toAgentPlace(appId))} />
      </div>
      {agentApp !== undefined ? (
        <AgentChat
          key={agentApp.id}
          app={agentApp}
          conversation={agentConversation(agentApp.id)}
          chatMenu={<ChatMenu selectedId={toAgentPlace(agentApp.id)} conversations={conversations} onSelect={select} />}
          problems={<PackageProblems apps={session.apps} />}
        />
      ) : conversation === undefined ? (
        <main className="chat chat-waiting">
          <h1 className="only-read-aloud">Chat</h1>
          <Spinner label="Loading chats…" />
        </main>
      ) : (
        <Chat
          key={conversation.id}
          conversation={conversation}
          messages={messages[conversation.id]}
          typing={typing[conversation.id]}
          others={conversations}
          onSelect={select}
        />
      )}
    </>
  );
}
