import { decode, encode } from 'gpt-tokenizer/encoding/o200k_base';
import type { ModelInput } from '../../wire/agent.ts';
import { type Location, withoutValues } from './find-items.ts';

/**
 * Limits of a response that the model receives.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/declarative-agent-architecture
 */
export const limits = { items: 25, tokens: 4096 } as const;

/**
 * Returns what the model receives of a response: at most 25 items and 4,096 tokens.
 * @param response JSON; undefined if the response has no body.
 * @param items locations of its items.
 */
export function toModelInput(response: unknown, items: readonly Location[]): ModelInput {
  const cut = items.slice(limits.items);
  const kept = cut.length === 0 ? response : withoutValues(response, cut);
  const tokens = encode(toJson(kept), { disallowedSpecial: new Set() });
  const isCut = tokens.length > limits.tokens;
  return {
    text: isCut ? decode(tokens.slice(0, limits.tokens)) : toJson(kept, 2),
    tokens: tokens.length,
    maxTokens: limits.tokens,
    items: items.length,
    itemsCut: cut.length,
    isCut,
  };
}

const toJson = (value: unknown, indent?: number): string =>
  value === undefined ? '' : JSON.stringify(value, undefined, indent);
