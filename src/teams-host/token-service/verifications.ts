import { LRUCache } from 'lru-cache';
import { isSameSecret } from '../../local/is-same-secret.ts';
import type { OAuthTokens } from '../oauth-client/oauth-tokens.ts';
import type { Person } from '../wire/person.ts';

/** Tokens of completed sign-ins, held until the person's client presents the verification code. */
export interface Verifications {
  /** @returns a code of six digits. Earlier codes for the same person and connection become invalid. */
  open(user: Person, registrationId: string, tokens: OAuthTokens): string;
  /** Returns the tokens once, for the correct code within five minutes. After five attempts they are deleted. */
  take(user: Person, registrationId: string, code: string): OAuthTokens | undefined;
  forget(user: Person, registrationId: string): void;
}

/** Lifetime of a verification code in milliseconds. */
export const verificationLife = 5 * 60_000;
const maxAttempts = 5;
const max = 1000;

interface Verification {
  readonly code: string;
  readonly tokens: OAuthTokens;
  readonly until: number;
  attempts: number;
}

/** Keeps up to a thousand verifications in memory. */
export function createVerifications(now: () => Date, random: (size: number) => Uint8Array): Verifications {
  const waiting = new LRUCache<string, Verification>({ max });
  return {
    open(user, registrationId, tokens) {
      const code = toCode(random);
      const until = now().getTime() + verificationLife;
      waiting.set(toKey(user, registrationId), { code, tokens, until, attempts: 0 });
      return code;
    },
    take(user, registrationId, code) {
      const key = toKey(user, registrationId);
      const found = waiting.get(key);
      if (found === undefined) {
        return undefined;
      }
      found.attempts += 1;
      const isLate = now().getTime() >= found.until;
      const isRight = isSameSecret(found.code, code);
      if (isLate || isRight || found.attempts >= maxAttempts) {
        waiting.delete(key);
      }
      return isRight && !isLate ? found.tokens : undefined;
    },
    forget(user, registrationId) {
      waiting.delete(toKey(user, registrationId));
    },
  };
}

/** Generates a code from 000000 to 999999, uniformly distributed. */
function toCode(random: (size: number) => Uint8Array): string {
  // The largest multiple of a million that fits in 32 bits; larger numbers would favour some codes.
  const limit = 4_294_000_000;
  for (;;) {
    const number = Buffer.from(random(4)).readUInt32BE();
    if (number < limit) {
      return String(number % 1_000_000).padStart(6, '0');
    }
  }
}

function toKey({ tenantId, id }: Person, registrationId: string): string {
  return JSON.stringify([tenantId, id, registrationId]);
}
