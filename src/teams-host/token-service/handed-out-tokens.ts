import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Flow } from '../flow/flow.ts';

/** Which action a bot was given a token for. No token is kept, only what it is known again by. */
export interface HandedOutTokens {
  /** @param flow of the action the bot asks for. */
  keep(token: string, flow: Flow): void;
  /** The flow of the last action the token was given for; undefined where none of the last ones was it. */
  flowOf(token: string): Flow | undefined;
}

const most = 500;

export function createHandedOutTokens(): HandedOutTokens {
  const flows = new LRUCache<string, Flow>({ max: most });
  return {
    keep: (token, flow) => flows.set(toKey(token), flow),
    flowOf: (token) => flows.get(toKey(token)),
  };
}

function toKey(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
