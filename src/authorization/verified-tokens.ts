import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Principal } from './principal.ts';

/** Seconds for which a token is not judged again; so long may a key that the issuer has withdrawn still count. */
export const rememberedFor = 60;

const maximumTokens = 10_000;

interface VerifiedToken {
  readonly principal: Principal;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface VerifiedTokens {
  /** The principal of a token that was judged good a short while ago and has not expired since. */
  find(compact: string, now: Date): Principal | undefined;
  /** @param exp the token's `exp`, in seconds since 1970. */
  remember(compact: string, principal: Principal, exp: number, now: Date): void;
}

/**
 * Remembers tokens that passed every check, by their digest alone: neither a token nor a refusal nor a fault is kept.
 * A person calls several times with the same token, and its signature is the dearest part of a request.
 */
export function createVerifiedTokens(): VerifiedTokens {
  const tokens = new LRUCache<string, VerifiedToken>({ max: maximumTokens });
  return {
    find(compact, now) {
      const digest = toDigest(compact);
      const found = tokens.get(digest);
      if (found !== undefined && now.getTime() >= found.until) {
        tokens.delete(digest);
        return undefined;
      }
      return found?.principal;
    },
    remember(compact, principal, exp, now) {
      const until = Math.min(exp * 1000, now.getTime() + rememberedFor * 1000);
      tokens.set(toDigest(compact), { principal, until });
    },
  };
}

function toDigest(compact: string): string {
  return createHash('sha256').update(compact).digest('base64');
}
