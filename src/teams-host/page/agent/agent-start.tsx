import type { ReactElement } from 'react';
import type { AgentApp } from './agent-app.ts';

export interface AgentStartProps {
  readonly app: AgentApp;
  /** Whether the conversation starters are offered. */
  readonly isEmpty: boolean;
  onSay(text: string): void;
}

/** The beginning of a conversation: what the agent is, its disclaimer and its conversation starters. */
export function AgentStart({ app: { icon, agent }, isEmpty, onSay }: AgentStartProps): ReactElement {
  const { name, description, disclaimer, conversationStarters } = agent;
  return (
    <section className="agent-start" aria-label={`About ${name}`}>
      <img src={icon} alt="" width="56" height="56" />
      <h2>{name}</h2>
      <p>{description}</p>
      {disclaimer !== undefined && <p className="agent-disclaimer">{disclaimer}</p>}
      {isEmpty && conversationStarters.length > 0 && (
        <ul className="agent-starters" aria-label="Conversation starters">
          {conversationStarters.map(({ title, text }) => (
            <li key={`${title} ${text}`}>
              <button type="button" onClick={() => onSay(text)}>
                {title !== undefined && <strong>{title}</strong>}
                <span>{text}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
