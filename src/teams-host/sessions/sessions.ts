import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Person } from '../wire/person.ts';
import type { SavedSession } from './saved-session.ts';
import { createSession, type Session } from './session.ts';

/** The sessions of the browsers that have opened the page of this host. */
export interface Sessions {
  create(): Session;
  /** @param id from the browser's cookie, if it sent one. */
  find(id: string | undefined): Session | undefined;
  /** Returns the sessions in the form in which they survive a restart. */
  snapshot(): readonly SavedSession[];
  /** Calls the listener after a session was created or switched to another person. */
  onChange(listener: () => void): void;
}

export interface SessionsOptions {
  /** A new session starts as the first person. */
  readonly people: readonly [Person, ...Person[]];
  /** Sessions of an earlier run. One whose person is no longer there continues as the first person. */
  readonly saved?: readonly SavedSession[] | undefined;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
}

const max = 1000;
const idleMs = 12 * 60 * 60_000;

/** Keeps up to a thousand sessions in memory, each until it has been idle for twelve hours. */
export function createSessions({ people, saved = [], now, randomBytes }: SessionsOptions): Sessions {
  const sessions = new LRUCache<string, Session>({
    max,
    ttl: idleMs,
    updateAgeOnGet: true,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });
  /** Sessions of an earlier run whose browser has not come back yet, by digest. */
  const waiting = new Map(saved.map((session) => [session.digest, session]));
  const listeners = new Set<() => void>();
  const notify = (): void => {
    for (const listener of listeners) {
      listener();
    }
  };

  function add(id: string, user: Person): Session {
    const session = createSession(id, user, now);
    session.onUserSwitch(notify);
    sessions.set(id, session);
    return session;
  }

  function resume(id: string): Session | undefined {
    const digest = toDigest(id);
    const session = waiting.get(digest);
    waiting.delete(digest);
    return session === undefined || isExpired(session) ? undefined : add(id, findPerson(session, people) ?? people[0]);
  }

  function isExpired({ usedAt }: SavedSession): boolean {
    return Date.parse(usedAt) + idleMs <= now().getTime();
  }

  return {
    create() {
      const session = add(Buffer.from(randomBytes(32)).toString('base64url'), people[0]);
      notify();
      return session;
    },
    find: (id) => (id === undefined ? undefined : (sessions.get(id) ?? resume(id))),
    snapshot() {
      const inUse = [...sessions.entries()].map(([id, { user }]) => ({
        digest: toDigest(id),
        person: { id: user.id, tenantId: user.tenantId },
        usedAt: new Date(now().getTime() - idleMs + sessions.getRemainingTTL(id)).toISOString(),
      }));
      return [...inUse, ...[...waiting.values()].filter((session) => !isExpired(session))].slice(0, max);
    },
    onChange: (listener) => listeners.add(listener),
  };
}

/** Returns one sentence if the person of a saved session is no longer among these people. */
export function findLostPeople(saved: readonly SavedSession[], people: SessionsOptions['people']): readonly string[] {
  return saved.every((session) => findPerson(session, people) !== undefined)
    ? []
    : [`A person who was chosen in a browser is no longer a user of this host; ${people[0].name} is chosen instead.`];
}

function findPerson({ person: { id, tenantId } }: SavedSession, people: readonly Person[]): Person | undefined {
  return people.find((person) => person.id === id && person.tenantId === tenantId);
}

function toDigest(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
