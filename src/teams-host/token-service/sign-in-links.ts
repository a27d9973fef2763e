import { createHash } from 'node:crypto';
import type { Person } from '../wire/person.ts';

/** For whom and what a sign-in link was made. */
export interface LinkedSignIn {
  readonly user: Person;
  readonly connectionName: string;
  readonly registrationId: string;
}

export type LinkRefusal = 'unknown' | 'used' | 'expired';

/** Links that stand for a sign-in of one person at one connection, until it has been finished once. */
export interface SignInLinks {
  /** @returns an id of 256 random bits. */
  open(signIn: LinkedSignIn): string;
  find(id: string): LinkedSignIn | LinkRefusal;
  /** The pop-up that came from this link is on its way with this OAuth state. */
  begin(id: string, state: string): void;
  /** Where that pop-up came back: the link it came from; undefined where none did. */
  ofState(state: string): { readonly id: string; readonly signIn: LinkedSignIn | LinkRefusal } | undefined;
  /** Signed in: the link is good for nothing more. */
  finish(id: string): void;
}

const life = 10 * 60_000;
const most = 1000;

export function createSignInLinks(now: () => Date, random: (size: number) => Uint8Array): SignInLinks {
  // By digest, so that a look-up's timing says nothing of the ids and states there are.
  const links = new Map<string, { readonly signIn: LinkedSignIn; readonly until: number; used: boolean }>();
  const states = new Map<string, string>();

  const find: SignInLinks['find'] = (id) => {
    const link = links.get(toDigest(id));
    if (link === undefined) {
      return 'unknown';
    }
    if (link.used) {
      return 'used';
    }
    return now().getTime() >= link.until ? 'expired' : link.signIn;
  };

  return {
    open(signIn) {
      const id = Buffer.from(random(32)).toString('base64url');
      makeRoom(links);
      links.set(toDigest(id), { signIn, until: now().getTime() + life, used: false });
      return id;
    },
    find,
    begin(id, state) {
      makeRoom(states);
      states.set(toDigest(state), id);
    },
    ofState(state) {
      const id = states.get(toDigest(state));
      return id === undefined ? undefined : { id, signIn: find(id) };
    },
    finish(id) {
      const link = links.get(toDigest(id));
      if (link !== undefined) {
        link.used = true;
      }
    },
  };
}

function makeRoom(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size >= most && oldest !== undefined) {
    map.delete(oldest);
  }
}

function toDigest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
