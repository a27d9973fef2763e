import type { AgentView } from '../../wire/agent.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';

/** An app with a declarative agent. */
export type AgentApp = LoadedApp & { readonly agent: AgentView };

/** Returns the apps that have an agent. */
export function agentAppsOf(apps: readonly LoadedApp[]): readonly AgentApp[] {
  return apps.filter((app): app is AgentApp => app.agent !== undefined);
}
