import type { Hop } from '../wire/hop.ts';
import type { FunctionCall } from './function-call.ts';
import type { Arguments } from './parse-arguments.ts';

const hop = { from: 'Teams host', to: 'Teams host', ms: 0 } as const;
const metadata = 'Agent metadata';

/**
 * Adds what the debug card of Copilot's developer mode shows before a call, once for each action.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/debugging-agents-copilot-studio
 */
export function addSelection({ agent, plugin, function: called, flow }: FunctionCall, values: Arguments): void {
  if (flow.record().hops.some(({ request }) => request === metadata)) {
    return;
  }
  const capabilities = agent.capabilities.length === 0 ? 'none' : agent.capabilities.join(', ');
  const matched = agent.plugins.flatMap(({ name, functions }) => functions.map((other) => `${name}.${other.name}`));
  const given = values.size === 0 ? 'no arguments' : `the arguments ${[...values.keys()].join(', ')}`;
  flow.add({
    ...hop,
    request: metadata,
    note: `${agent.name} (${agent.id}), schema ${agent.version}. Capabilities: ${capabilities}.`,
  });
  flow.add({ ...hop, request: 'Matched functions', note: `${matched.join(', ')}.` });
  flow.add({
    ...hop,
    request: 'Selected functions for execution',
    note: `${plugin.name}.${called.name} with ${given}.`,
  });
}

/** Returns the last hop of a call. */
export function toExecutionHop(status: number | undefined, ms: number, failure?: Hop['failure']): Hop {
  const note = failure === undefined ? 'The model receives the response.' : undefined;
  return { ...hop, request: 'Execution status', status, ms, note, failure };
}
