import type { Log } from '../../foundation/log.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import type { StoredRegistrationsSource } from './open-registrations.ts';
import type { ApiRegistration, Registration } from './registration.ts';
import { noRegistrations, type StoredRegistrations } from './stored-registrations.ts';
import { toTeamsRegistration } from './teams-registration.ts';

/** Finds a registration by its id, as it is at the time of the call. */
export type FindRegistration = (id: string) => ApiRegistration | undefined;

/**
 * Creates the function that a running vault finds registrations with. If the stored registrations are damaged, there are
 * none until they are repaired, and the log says so once.
 */
export function createFindRegistration(source: Pick<StoredRegistrationsSource, 'current'>, log: Log): FindRegistration {
  let seen: StoredRegistrations | undefined;
  let byId: ReadonlyMap<string, ApiRegistration> = new Map();
  let isDamaged = false;

  function current(): StoredRegistrations {
    try {
      const stored = source.current();
      isDamaged = false;
      return stored;
    } catch (cause) {
      if (!(cause instanceof StartupFault)) {
        throw cause;
      }
      if (!isDamaged) {
        log.warn('vault: damaged registrations', { why: cause.message });
      }
      isDamaged = true;
      return noRegistrations;
    }
  }

  return (id) => {
    const stored = current();
    if (stored !== seen) {
      seen = stored;
      byId = new Map(toApiRegistrations(stored).map((registration) => [registration.id, registration]));
    }
    return byId.get(id);
  };
}

function toApiRegistrations({ registrations, details }: StoredRegistrations): readonly ApiRegistration[] {
  return registrations.flatMap(toApiRegistration).map((registration) => {
    const generation = details.get(registration.id)?.generation;
    return registration.kind === 'oauth' && generation !== undefined ? { ...registration, generation } : registration;
  });
}

function toApiRegistration(registration: Registration): readonly ApiRegistration[] {
  switch (registration.kind) {
    case 'oauth':
    case 'apiKey':
      return [registration];
    case 'singleSignOn':
      return [toTeamsRegistration(registration)];
    case 'bot':
      return [];
  }
}
