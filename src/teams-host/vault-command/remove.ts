import { StartupFault } from '../../foundation/startup-fault.ts';
import type { BotRegistration, Registration } from '../vault/registration.ts';
import type { StoredRegistrations } from '../vault/stored-registrations.ts';
import { findStored } from './find-stored.ts';

/**
 * Removes a registration, and with it the tokens of everybody who has signed in with it.
 * @param generation random text, for a later registration with this id.
 * @throws StartupFault if there is no such registration, or a bot uses it.
 */
export function remove(stored: StoredRegistrations, id: string, generation: string): StoredRegistrations {
  const removed = findStored(stored, id);
  const user = stored.registrations.find((other) => other.kind === 'bot' && isUsedBy(other, removed));
  if (user !== undefined) {
    throw new StartupFault(
      `The bot ${user.id} uses this registration for a connection. Change its oauthConnections with "update", or remove the bot first.`,
    );
  }
  return {
    registrations: stored.registrations.filter((other) => other !== removed),
    details: new Map(stored.details).set(id, { generation }),
  };
}

function isUsedBy({ oauthConnections }: BotRegistration, registration: Registration): boolean {
  return oauthConnections.some(
    ({ registrationId, tokenExchangeUrl }) =>
      (registration.kind === 'oauth' && registrationId === registration.id) ||
      (registration.kind === 'singleSignOn' && tokenExchangeUrl === registration.resource),
  );
}
