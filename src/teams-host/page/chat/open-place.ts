import type { LoadedApp } from '../../wire/loaded-app.ts';
import { type AgentApp, agentAppsOf } from '../agent/agent-app.ts';

const prefix = 'agent ';

/** Returns the id under which the agent of an app is selected; ids of conversations contain no spaces. */
export function toAgentPlace(appId: string): string {
  return `${prefix}${appId}`;
}

/** Finds the app whose agent is selected. */
export function findSelectedAgent(apps: readonly LoadedApp[], selectedId: string | undefined): AgentApp | undefined {
  return agentAppsOf(apps).find(({ id }) => toAgentPlace(id) === selectedId);
}
