import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Flow } from '../flow/flow.ts';

/** The flows of the actions for which bots were given access tokens. Tokens are kept as digests only. */
export interface HandedOutTokens {
  /** @param flow of the action for which the bot asks for the token. */
  keep(token: string, flow: Flow): void;
  /** The flow of the latest action for which this token was given; undefined if it is not among the last 500 tokens. */
  flowOf(token: string): Flow | undefined;
}

export function createHandedOutTokens(): HandedOutTokens {
  const flows = new LRUCache<string, Flow>({ max: 500 });
  return {
    keep: (token, flow) => flows.set(toKey(token), flow),
    flowOf: (token) => flows.get(toKey(token)),
  };
}

function toKey(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
