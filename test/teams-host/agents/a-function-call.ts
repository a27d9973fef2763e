import type { FunctionCall } from '../../../src/teams-host/agents/function-call.ts';
import { createRecordedFlow } from '../../../src/teams-host/flow/recorded-flow.ts';
import { type AgentOverrides, anAgentPackage } from '../../support/an-agent-package.ts';
import { karin } from '../vault/vault-fixture.ts';

/** A call of a function of the garden's agent by Karin, with overrides. */
export async function aFunctionCall(
  functionName: string,
  overrides: Partial<FunctionCall> = {},
  agentOverrides: AgentOverrides = {},
): Promise<FunctionCall> {
  const app = await anAgentPackage(agentOverrides);
  const { agent } = app;
  const plugin = agent?.plugins[0];
  const called = plugin?.functions.find(({ name }) => name === functionName);
  if (agent === undefined || plugin === undefined || called === undefined) {
    throw new Error(`The agent has no function "${functionName}".`);
  }
  return {
    app,
    agent,
    plugin,
    function: called,
    arguments: {},
    prompt: undefined,
    consent: undefined,
    user: karin,
    sessionId: 'a-session',
    flow: createRecordedFlow('1', 'A call', new Date(0), () => {}),
    signal: new AbortController().signal,
    ...overrides,
  };
}
