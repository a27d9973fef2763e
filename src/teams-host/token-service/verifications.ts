import { createHash, timingSafeEqual } from 'node:crypto';
import type { OAuthTokens } from '../oauth-client/oauth-tokens.ts';
import type { Person } from '../wire/person.ts';

/** Tokens of finished sign-ins that wait for the person's client to show the six digits it was given. */
export interface Verifications {
  /** @returns a code of six digits; codes given for the same person and connection before are worth nothing now. */
  open(user: Person, registrationId: string, tokens: OAuthTokens): string;
  /** Gives the tokens once, to whoever shows the right code in time; five wrong ones, and they are gone. */
  take(user: Person, registrationId: string, code: string): OAuthTokens | undefined;
  forget(user: Person, registrationId: string): void;
}

export const verificationLife = 5 * 60_000;
const mostAttempts = 5;
const most = 1000;

export function createVerifications(now: () => Date, random: (size: number) => Uint8Array): Verifications {
  const waiting = new Map<
    string,
    { readonly code: string; readonly tokens: OAuthTokens; until: number; attempts: number }
  >();
  return {
    open(user, registrationId, tokens) {
      const code = toCode(random);
      const [oldest] = waiting.keys();
      if (waiting.size >= most && oldest !== undefined) {
        waiting.delete(oldest);
      }
      waiting.set(toKey(user, registrationId), {
        code,
        tokens,
        until: now().getTime() + verificationLife,
        attempts: 0,
      });
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
      const isRight = isSame(found.code, code);
      if (isLate || isRight || found.attempts >= mostAttempts) {
        waiting.delete(key);
      }
      return isRight && !isLate ? found.tokens : undefined;
    },
    forget(user, registrationId) {
      waiting.delete(toKey(user, registrationId));
    },
  };
}

/** Every code from 000000 to 999999 is as likely as every other. */
function toCode(random: (size: number) => Uint8Array): string {
  const fair = 4_294_000_000;
  for (;;) {
    const number = Buffer.from(random(4)).readUInt32BE();
    if (number < fair) {
      return String(number % 1_000_000).padStart(6, '0');
    }
  }
}

function toKey({ tenantId, id }: Person, registrationId: string): string {
  return JSON.stringify([tenantId, id, registrationId]);
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
