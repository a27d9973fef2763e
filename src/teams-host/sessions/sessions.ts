import { LRUCache } from 'lru-cache';
import type { Person } from '../wire/person.ts';
import { createSession, type Session } from './session.ts';

/** The sessions of the browsers that have opened the page of this host. */
export interface Sessions {
  create(): Session;
  /** @param id from the browser's cookie, if it sent one. */
  find(id: string | undefined): Session | undefined;
}

export interface SessionsOptions {
  /** A new session starts as the first person. */
  readonly people: readonly [Person, ...Person[]];
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
}

const max = 1000;
const idleMs = 12 * 60 * 60_000;

/** Keeps up to a thousand sessions in memory, each until it has been idle for twelve hours. */
export function createSessions({ people, now, randomBytes }: SessionsOptions): Sessions {
  const sessions = new LRUCache<string, Session>({
    max,
    ttl: idleMs,
    updateAgeOnGet: true,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });
  return {
    create() {
      const session = createSession(Buffer.from(randomBytes(32)).toString('base64url'), people[0], now);
      sessions.set(session.id, session);
      return session;
    },
    find: (id) => (id === undefined ? undefined : sessions.get(id)),
  };
}
