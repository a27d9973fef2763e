import type { Person } from '../wire/person.ts';
import { createSession, type Session } from './session.ts';

/** The browsers that have this host's page open. */
export interface Sessions {
  create(): Session;
  /** Undefined for an id that never was, or whose session has ended. */
  find(id: string | undefined): Session | undefined;
}

export interface SessionsOptions {
  /** The first of them sits down first. */
  readonly people: readonly [Person, ...Person[]];
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
}

const most = 1000;
const idleMs = 12 * 60 * 60_000;

/** Keeps sessions in memory until they are idle for twelve hours; at most a thousand, the longest idle give way. */
export function createSessions({ people, now, randomBytes }: SessionsOptions): Sessions {
  // In the order of their last use.
  const sessions = new Map<string, { readonly session: Session; readonly usedAt: number }>();

  const use = (session: Session): Session => {
    sessions.delete(session.id);
    sessions.set(session.id, { session, usedAt: now().getTime() });
    return session;
  };

  return {
    create() {
      const [oldest] = sessions.keys();
      if (sessions.size >= most && oldest !== undefined) {
        sessions.delete(oldest);
      }
      return use(createSession(Buffer.from(randomBytes(32)).toString('base64url'), people[0], now));
    },
    find(id) {
      const found = sessions.get(id ?? '');
      if (found === undefined || now().getTime() - found.usedAt >= idleMs) {
        sessions.delete(id ?? '');
        return undefined;
      }
      return use(found.session);
    },
  };
}
