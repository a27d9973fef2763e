import { createHash } from 'node:crypto';
import type { Person } from '../wire/person.ts';

/** A sign-in between its start and the browser's return. */
export interface PendingSignIn {
  readonly user: Person;
  readonly sessionId: string;
  readonly registrationId: string;
  /** PKCE code verifier, where the registration wants PKCE. */
  readonly verifier: string | undefined;
}

export type StateRefusal = 'unknown' | 'used' | 'expired' | 'other session';

export interface PendingSignIns {
  /** @returns a state of 256 random bits that stands for this sign-in. */
  open(signIn: PendingSignIn): string;
  /** Takes a sign-in out: whatever the answer, this state never gives it again. */
  take(state: string, sessionId: string): PendingSignIn | StateRefusal;
}

const lifeMs = 10 * 60_000;
const most = 1000;

/** Keeps pending sign-ins for ten minutes, in memory, at most a thousand; the oldest give way. */
export function createPendingSignIns(now: () => Date, random: (size: number) => Uint8Array): PendingSignIns {
  /** By digest of the state, so that a look-up's timing says nothing; what was taken stays as a mark without content. */
  const entries = new Map<string, { readonly signIn: PendingSignIn | undefined; readonly until: number }>();

  return {
    open(signIn) {
      const oldest = entries.keys().next();
      if (entries.size >= most && !oldest.done) {
        entries.delete(oldest.value);
      }
      const state = Buffer.from(random(32)).toString('base64url');
      entries.set(toDigest(state), { signIn, until: now().getTime() + lifeMs });
      return state;
    },
    take(state, sessionId) {
      const digest = toDigest(state);
      const entry = entries.get(digest);
      if (entry === undefined) {
        return 'unknown';
      }
      entries.set(digest, { signIn: undefined, until: entry.until });
      if (entry.signIn === undefined) {
        return 'used';
      }
      if (now().getTime() >= entry.until) {
        return 'expired';
      }
      return entry.signIn.sessionId === sessionId ? entry.signIn : 'other session';
    },
  };
}

function toDigest(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}
