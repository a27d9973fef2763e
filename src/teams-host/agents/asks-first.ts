import type { PluginFunction } from '../app-package/agent/agent.ts';

type Rules = Pick<PluginFunction, 'operation' | 'isConsequential' | 'confirmation'>;

/**
 * Whether the person must confirm each call. `x-openai-isConsequential` decides for any method; without it, GET is
 * called without asking, unless the plugin describes a confirmation for it, and everything else asks.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/plugin-confirmation-prompts
 */
export function asksFirst({ operation, isConsequential, confirmation }: Rules): boolean {
  return isConsequential ?? (operation?.method !== 'GET' || confirmation !== undefined);
}

/**
 * Whether the confirmation offers "Always allow": only for a function that is not consequential, which
 * `isNonConsequential` says only of GET, and only if the API document says nothing.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/plugin-manifest-2.4#confirmation-object
 */
export function canAlwaysAllow({ operation, isConsequential, confirmation }: Rules): boolean {
  return isConsequential === undefined && operation?.method === 'GET' && confirmation?.isNonConsequential === true;
}
