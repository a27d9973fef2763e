import type { ConfirmationPrompt, ConnectionPrompt, SentValue } from '../wire/agent.ts';
import { canAlwaysAllow } from './asks-first.ts';
import type { FunctionCall } from './function-call.ts';
import type { Arguments } from './parse-arguments.ts';

type Prompted = Pick<FunctionCall, 'agent' | 'plugin' | 'function'>;

/** Creates the prompt at the first use of a plugin, whatever the method. */
export function toConnectionPrompt(
  { agent, plugin }: Prompted,
  values: Arguments,
  consentId: string,
): ConnectionPrompt {
  return {
    type: 'connect',
    consentId,
    title: `Allow ${agent.name} to connect to ${plugin.name}?`,
    text: plugin.description,
    data: toSentValues(values),
  };
}

/** Creates the prompt before a call that asks first. */
export function toConfirmationPrompt(
  { plugin, function: called }: Prompted,
  values: Arguments,
  consentId: string,
): ConfirmationPrompt {
  const { confirmation, description, name } = called;
  return {
    type: 'confirm',
    consentId,
    title: confirmation?.title ?? `${plugin.name}: ${name}`,
    body: confirmation?.body === undefined ? description : fill(confirmation.body, values),
    data: toSentValues(values),
    canAlwaysAllow: canAlwaysAllow(called),
  };
}

const reference = /\{\{\s*function\.parameters\.([\w-]+)\s*\}\}/g;

/** Values are text, so that they cannot pose as words or links of the plugin. */
function fill(body: string, values: Arguments): string {
  return body.replace(reference, (_, name: string) =>
    values.has(name) ? escapeMarkdown(toText(values.get(name))) : '',
  );
}

function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&').replace(/\s+/g, ' ');
}

function toSentValues(values: Arguments): readonly SentValue[] {
  return [...values].map(([name, value]) => ({ name, value: toText(value) }));
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
