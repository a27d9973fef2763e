import { AppError, NotFound } from '../../foundation/errors.ts';
import type { Route } from '../../foundation/http.ts';
import { member } from '../../foundation/json-value.ts';
import type { FunctionCall } from '../agents/function-call.ts';
import { registrationsOf } from '../agents/registrations-of.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Guard } from '../sessions/guard.ts';
import type { Vault } from '../vault/vault.ts';
import type { FunctionAnswer } from '../wire/agent.ts';
import { act } from './act.ts';
import { createPageRoute, type PageHandler } from './page-route.ts';
import { findApp, parseObject, parseText } from './parse-page-request.ts';

export interface AgentRoutesOptions {
  readonly guard: Guard;
  readonly apps: readonly AppPackage[];
  readonly vault: Vault;
  readonly callFunction: (call: FunctionCall) => Promise<FunctionAnswer>;
}

/** Calls of a session that run at the same time; a model calls one function after the other. */
const maxCalls = 8;
const maxNameLength = 200;

/** Creates the routes for the agents of apps. */
export function createAgentRoutes(options: AgentRoutesOptions): readonly Route[] {
  const route = createPageRoute(options.guard);
  return [
    route('POST /api/apps/:appId/agent/call', callAgent(options)),
    route('POST /api/apps/:appId/agent/sign-out', signOut(options)),
  ];
}

function callAgent({ apps, callFunction }: AgentRoutesOptions): PageHandler<FunctionAnswer> {
  const running = new Map<string, number>();
  return async ({ params, body, signal }, session) => {
    const { app, agent } = findAgent(apps, params.appId);
    const pluginId = parseText(body, 'pluginId', maxNameLength);
    const plugin = agent.plugins.find(({ id }) => id === pluginId);
    if (plugin === undefined) {
      throw new NotFound('The agent has no such plugin.');
    }
    const functionName = parseText(body, 'functionName', maxNameLength);
    const called = plugin.functions.find(({ name }) => name === functionName);
    if (called === undefined) {
      throw new NotFound('The plugin has no such function.');
    }
    const prompt = member(body, 'prompt') === undefined ? undefined : parseText(body, 'prompt');
    const request = {
      arguments: parseObject(body, 'arguments'),
      consent: parseConsent(body),
      prompt,
    };
    const count = running.get(session.id) ?? 0;
    if (count >= maxCalls) {
      throw new AppError(
        429,
        'too_many_calls',
        `${maxCalls} calls are running, and Copilot calls one function after the other. Wait until they have ended.`,
      );
    }
    running.set(session.id, count + 1);
    try {
      const key = `${app.manifest.id} ${plugin.id} ${called.name} ${JSON.stringify(request.arguments)}`;
      const common = { app, agent, plugin, function: called, user: session.user, sessionId: session.id, signal };
      return await act(
        session,
        `${agent.name}: ${called.name}`,
        key,
        (flow) => callFunction({ ...common, ...request, flow }),
        prompt === undefined ? [] : [prompt.slice(0, 100)],
      );
    } finally {
      const left = (running.get(session.id) ?? 1) - 1;
      left === 0 ? running.delete(session.id) : running.set(session.id, left);
    }
  };
}

function signOut({ apps, vault }: AgentRoutesOptions): PageHandler<void> {
  return async ({ params }, session) => {
    const { agent } = findAgent(apps, params.appId);
    const flow = session.begin(`Sign out of ${agent.name}`, 'sign-out');
    for (const registrationId of registrationsOf(agent)) {
      await vault.forget(session.user, registrationId);
    }
    const note = `The tokens of ${session.user.name} for ${agent.name} were deleted; what was allowed stays allowed.`;
    flow.add({ from: 'Teams host', to: 'Teams host', request: 'Vault', ms: 0, note });
  };
}

function findAgent(apps: readonly AppPackage[], id: unknown) {
  const app = findApp(apps, id);
  if (app.agent === undefined) {
    throw new NotFound('The app has no agent.');
  }
  return { app, agent: app.agent };
}

function parseConsent(body: unknown): FunctionCall['consent'] {
  const consent = member(body, 'consent');
  return consent === undefined
    ? undefined
    : { id: parseText(consent, 'id', maxNameLength), always: member(consent, 'always') === true };
}
