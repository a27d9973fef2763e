import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Person } from '../wire/person.ts';

/** A sign-in whose authorization response has not arrived yet. */
export interface PendingSignIn {
  readonly user: Person;
  readonly sessionId: string;
  readonly registrationId: string;
  /** PKCE code verifier, if the registration uses PKCE. */
  readonly verifier: string | undefined;
}

/** Why a state is refused: unknown, already taken, older than ten minutes, or of another browser session. */
export type StateRefusal = 'unknown' | 'used' | 'expired' | 'other session';

export interface PendingSignIns {
  /** @returns a state of 256 random bits that identifies this sign-in. */
  open(signIn: PendingSignIn): string;
  /** Whether this session has started the sign-in with this state, even if it has ended since. */
  has(state: string, sessionId: string): boolean;
  /** Returns and removes a sign-in. The state is used up even if the sign-in is refused. */
  take(state: string, sessionId: string): PendingSignIn | StateRefusal;
}

const lifetimeMs = 10 * 60_000;
const max = 1000;

interface Entry {
  readonly sessionId: string;
  /** Undefined after it was taken. */
  readonly signIn: PendingSignIn | undefined;
  readonly until: number;
}

/** Keeps up to a thousand pending sign-ins in memory, each for ten minutes. */
export function createPendingSignIns(now: () => Date, random: (size: number) => Uint8Array): PendingSignIns {
  // Keyed by digest of the state, so that the duration of a look-up reveals nothing about it.
  const entries = new LRUCache<string, Entry>({ max });
  return {
    open(signIn) {
      const state = Buffer.from(random(32)).toString('base64url');
      entries.set(toDigest(state), { sessionId: signIn.sessionId, signIn, until: now().getTime() + lifetimeMs });
      return state;
    },
    has: (state, sessionId) => entries.get(toDigest(state))?.sessionId === sessionId,
    take(state, sessionId) {
      const digest = toDigest(state);
      const entry = entries.get(digest);
      if (entry === undefined) {
        return 'unknown';
      }
      entries.set(digest, { ...entry, signIn: undefined });
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
