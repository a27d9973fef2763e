import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Person } from '../wire/person.ts';

/** The sign-in that a link was issued for. */
export interface LinkedSignIn {
  readonly user: Person;
  readonly connectionName: string;
  readonly registrationId: string;
}

/** Why a link is refused: unknown, already used, or older than ten minutes. */
export type LinkRefusal = 'unknown' | 'used' | 'expired';

/** Links for a sign-in of one person at one connection. A link is valid until a sign-in with it has succeeded. */
export interface SignInLinks {
  /** @returns an id of 256 random bits. */
  open(signIn: LinkedSignIn): string;
  find(id: string): LinkedSignIn | LinkRefusal;
  /** Remembers the OAuth state of the sign-in that was started from this link. */
  begin(id: string, state: string): void;
  /** Finds the link from which the sign-in with this OAuth state was started. */
  ofState(state: string): { readonly id: string; readonly signIn: LinkedSignIn | LinkRefusal } | undefined;
  /** Marks the link as used. */
  finish(id: string): void;
}

const lifetimeMs = 10 * 60_000;
const max = 1000;

interface Link {
  readonly signIn: LinkedSignIn;
  readonly until: number;
  readonly isUsed: boolean;
}

/** Keeps up to a thousand links in memory, each for ten minutes. */
export function createSignInLinks(now: () => Date, random: (size: number) => Uint8Array): SignInLinks {
  // Keyed by digest, so that the duration of a look-up reveals nothing about ids and states.
  const links = new LRUCache<string, Link>({ max });
  const states = new LRUCache<string, string>({ max });

  const find: SignInLinks['find'] = (id) => {
    const link = links.get(toDigest(id));
    if (link === undefined) {
      return 'unknown';
    }
    if (link.isUsed) {
      return 'used';
    }
    return now().getTime() >= link.until ? 'expired' : link.signIn;
  };

  return {
    open(signIn) {
      const id = Buffer.from(random(32)).toString('base64url');
      links.set(toDigest(id), { signIn, until: now().getTime() + lifetimeMs, isUsed: false });
      return id;
    },
    find,
    begin: (id, state) => states.set(toDigest(state), id),
    ofState(state) {
      const id = states.get(toDigest(state));
      return id === undefined ? undefined : { id, signIn: find(id) };
    },
    finish(id) {
      const link = links.get(toDigest(id));
      if (link !== undefined) {
        links.set(toDigest(id), { ...link, isUsed: true });
      }
    },
  };
}

function toDigest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
