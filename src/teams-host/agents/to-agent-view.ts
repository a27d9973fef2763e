import type { Plugin, PluginFunction } from '../app-package/agent/agent.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Vault } from '../vault/vault.ts';
import type { AgentView, FunctionView, PluginView } from '../wire/agent.ts';
import type { Person } from '../wire/person.ts';
import type { Allowances } from './allowances.ts';
import { asksFirst } from './asks-first.ts';
import { registrationsOf } from './registrations-of.ts';

export interface AgentViewer {
  readonly user: Person;
  readonly vault: Pick<Vault, 'isSignedIn'>;
  readonly allowances: Allowances;
}

/** Converts the agent of an app to what the page shows to a person. */
export async function toAgentView(
  app: AppPackage,
  { user, vault, allowances }: AgentViewer,
): Promise<AgentView | undefined> {
  const { agent } = app;
  if (agent === undefined) {
    return undefined;
  }
  const { id, version, name, description, instructions, conversationStarters } = agent;
  const { capabilities, disclaimer, notSimulated } = agent;
  const signedIn = await Promise.all(
    registrationsOf(agent).map((registration) => vault.isSignedIn(user, registration)),
  );
  return {
    id,
    version,
    name,
    description,
    instructions,
    conversationStarters,
    capabilities,
    disclaimer,
    notSimulated,
    plugins: agent.plugins.map((plugin) => toPluginView(app, plugin, user, allowances)),
    signedIn: signedIn.includes(true),
  };
}

function toPluginView(app: AppPackage, plugin: Plugin, user: Person, allowances: Allowances): PluginView {
  const use = { app, plugin, user };
  const { id, name, description, descriptionForModel, notSimulated } = plugin;
  return {
    id,
    name,
    description,
    descriptionForModel,
    notSimulated,
    functions: plugin.functions.map((called) => toFunctionView(called, allowances.isAlwaysAllowed(use, called.name))),
    connected: allowances.isConnected(use),
  };
}

function toFunctionView(called: PluginFunction, alwaysAllowed: boolean): FunctionView {
  const { name, description, parameters, operation, faults, problems } = called;
  return {
    name,
    description,
    parameters,
    operation: operation && { method: operation.method, path: operation.path },
    asksFirst: asksFirst(called),
    alwaysAllowed,
    faults,
    problems,
  };
}
