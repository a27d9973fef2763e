import { StartupFault } from '../../foundation/startup-fault.ts';
import type { Registration } from '../vault/registration.ts';
import type { StoredRegistrations } from '../vault/stored-registrations.ts';

/**
 * Finds a stored registration.
 * @throws StartupFault if there is none with this id.
 */
export function findStored({ registrations }: StoredRegistrations, id: string): Registration {
  const found = registrations.find((registration) => registration.id === id);
  if (found === undefined) {
    throw new StartupFault(`There is no registration with the id ${JSON.stringify(id)}. "list" shows the ids.`);
  }
  return found;
}
