import type { Agent, Plugin, PluginFunction } from '../app-package/agent/agent.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { RecordedFlow } from '../flow/recorded-flow.ts';
import type { FunctionCallRequest } from '../wire/agent.ts';
import type { Person } from '../wire/person.ts';

/** A call of a function of an agent, which a person requests in place of the model. */
export interface FunctionCall extends Pick<FunctionCallRequest, 'arguments' | 'prompt' | 'consent'> {
  readonly app: AppPackage;
  readonly agent: Agent;
  readonly plugin: Plugin;
  readonly function: PluginFunction;
  readonly user: Person;
  readonly sessionId: string;
  readonly flow: RecordedFlow;
  /** Aborted when the person no longer waits. */
  readonly signal: AbortSignal;
}
