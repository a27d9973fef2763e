import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Flow } from '../flow/flow.ts';

/** The flows of the actions for which bots received access tokens. Tokens are stored as digests only. */
export interface HandedOutTokens {
  /** @param flow of the action for which the bot requested the token. */
  keep(token: string, flow: Flow): void;
  /** Returns the flow of the latest action for which this token was requested; undefined after 500 other tokens. */
  flowOf(token: string): Flow | undefined;
}

/** Keeps the flows of the last 500 tokens in memory. */
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
