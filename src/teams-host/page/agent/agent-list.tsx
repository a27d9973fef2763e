import type { ReactElement } from 'react';
import { usePage } from '../context/page-context.ts';
import { NamedAvatar } from '../ui/named-avatar.tsx';
import { agentAppsOf } from './agent-app.ts';

export interface AgentListProps {
  /** App whose agent is open. */
  readonly selectedAppId: string | undefined;
  onSelect(appId: string): void;
}

/** The agents of the loaded apps; nothing if there are none. */
export function AgentList({ selectedAppId, onSelect }: AgentListProps): ReactElement | null {
  const agentApps = agentAppsOf(usePage().session.apps);
  return agentApps.length === 0 ? null : (
    <nav className="agent-list" aria-label="Agents">
      <h2>Agents</h2>
      <ul>
        {agentApps.map(({ id, icon, agent }) => (
          <li key={id}>
            <button
              type="button"
              className="chat-list-item"
              aria-current={id === selectedAppId ? 'true' : undefined}
              onClick={() => onSelect(id)}
            >
              <NamedAvatar name={agent.name} icon={icon} size={32} />
              <span className="chat-list-title">{agent.name}</span>
              <span className="chat-list-last">{agent.description}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
