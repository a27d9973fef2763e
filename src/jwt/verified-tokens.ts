import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** How long a verified token is cached, in seconds. A withdrawn key may be trusted for that long, too. */
export const rememberedFor = 60;

const maximumTokens = 10_000;

interface VerifiedToken<Value> {
  readonly value: Value;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A cache of verified tokens. */
export interface VerifiedTokens<Value> {
  /** Returns the value of a token that was verified recently and has not expired. */
  find(compact: string, now: Date): Value | undefined;
  /** @param exp the token's `exp`, in seconds since 1970. */
  remember(compact: string, value: Value, exp: number, now: Date): void;
}

/**
 * Caches the result of successful verifications by the digest of the token; stores neither tokens nor failures. Callers
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
