import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** How long a token is not verified again, in seconds; also how long a withdrawn key may still count. */
export const rememberedFor = 60;

const maximumTokens = 10_000;

interface VerifiedToken<Value> {
  readonly value: Value;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A cache of verified tokens. */
export interface VerifiedTokens<Value> {
  /** Finds the value of a token that was verified recently and has not expired. */
  find(compact: string, now: Date): Value | undefined;
  /** @param exp the token's `exp`, in seconds since 1970. */
  remember(compact: string, value: Value, exp: number, now: Date): void;
}

/**
 * Caches the outcome of tokens that passed every check, by their digest: no token, no refusal and no failure is cached. Callers
 * send the same token many times, and verifying its signature is the most expensive part of a request.
 */
export function createVerifiedTokens<Value extends object>(): VerifiedTokens<Value> {
  const tokens = new LRUCache<string, VerifiedToken<Value>>({ max: maximumTokens });
  return {
    find(compact, now) {
      const digest = toDigest(compact);
      const found = tokens.get(digest);
      if (found !== undefined && !(now.getTime() < found.until)) {
        tokens.delete(digest);
        return undefined;
      }
      return found?.value;
    },
    remember(compact, value, exp, now) {
      const until = Math.min(exp * 1000, now.getTime() + rememberedFor * 1000);
      tokens.set(toDigest(compact), { value, until });
    },
  };
}

function toDigest(compact: string): string {
  return createHash('sha256').update(compact).digest('base64');
}
