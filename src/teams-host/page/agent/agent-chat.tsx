import { type ReactElement, type ReactNode, useRef } from 'react';
import { useStore } from 'zustand/react';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import type { AgentApp } from './agent-app.ts';
import { AgentCompose } from './agent-compose.tsx';
import type { AgentConversation } from './agent-conversation.ts';
import { AgentHeader } from './agent-header.tsx';
import { AgentStart } from './agent-start.tsx';
import { AgentTurn } from './agent-turn.tsx';

export interface AgentChatProps {
  readonly app: AgentApp;
  readonly conversation: AgentConversation;
  /** Menu of the other chats, in windows too narrow for their list. */
  readonly chatMenu: ReactNode;
  /** Warnings about the loaded app packages. */
  readonly problems: ReactNode;
}

/** The conversation with an agent, in place of a chat. */
export function AgentChat({ app, conversation, chatMenu, problems }: AgentChatProps): ReactElement {
  const { turns } = useStore(conversation);
  const field = useRef<HTMLTextAreaElement>(null);
  const newestId = turns.at(-1)?.id;
  return (
    <main className="chat">
      <AgentHeader
        app={app}
        chatMenu={chatMenu}
        onNewChat={() => {
          conversation.clear();
          field.current?.focus();
        }}
      />
      {problems}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll the conversation with the keyboard */}
      <section className="messages" tabIndex={0} aria-label={`Conversation with ${app.agent.name}`}>
        <div className="messages-content">
          <AgentStart app={app} isEmpty={turns.length === 0} onSay={conversation.say} />
          <ol>
            {turns.map((turn) => (
              <ErrorBoundary key={turn.id} what="This turn" shows={turn} element="li">
                <AgentTurn app={app} conversation={conversation} turn={turn} isNewest={turn.id === newestId} />
              </ErrorBoundary>
            ))}
          </ol>
        </div>
      </section>
      <AgentCompose field={field} agentName={app.agent.name} onSay={conversation.say} />
    </main>
  );
}
