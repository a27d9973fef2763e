import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Seconds for which a token is not judged again; so long may a key that the issuer has withdrawn still count. */
export const rememberedFor = 60;

const maximumTokens = 10_000;

interface VerifiedToken<Value> {
  readonly value: Value;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What tokens were found to say. */
export interface VerifiedTokens<Value> {
  /** What a token says that was judged good a short while ago and has not expired since. */
  find(compact: string, now: Date): Value | undefined;
  /** @param exp the token's `exp`, in seconds since 1970. */
  remember(compact: string, value: Value, exp: number, now: Date): void;
}

/**
 * Remembers tokens that passed every check, by their digest alone: neither a token nor a refusal nor a fault is kept.
 * Callers come several times with the same token, and its signature is the dearest part of a request.
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
