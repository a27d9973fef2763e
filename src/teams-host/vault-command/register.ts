import type { JsonObject } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { parseRegistration } from '../vault/parse-registrations.ts';
import { type SecretField, type StoredRegistrations, secretFields } from '../vault/stored-registrations.ts';

/**
 * Adds a registration.
 * @param fields of the registration, not yet validated.
 * @param time when its secrets are set, ISO 8601.
 * @throws StartupFault if a field is missing or invalid, or there is a registration with the same id.
 */
export function register(stored: StoredRegistrations, fields: JsonObject, time: string): StoredRegistrations {
  verifyNewId(stored, fields.id);
  const registration = parseRegistration(fields, stored.registrations);
  const { id } = registration;
  const secretsSetAt: Partial<Record<SecretField, string>> = {};
  for (const name of secretFields.filter((field) => field in registration)) {
    secretsSetAt[name] = time;
  }
  const details = new Map(stored.details).set(id, { ...stored.details.get(id), secretsSetAt });
  return { registrations: [...stored.registrations, registration], details };
}

/** @throws StartupFault if there is a registration with this id. */
export function verifyNewId({ registrations }: StoredRegistrations, id: unknown): void {
  if (registrations.some((registration) => registration.id === id)) {
    throw new StartupFault(
      `There is a registration with the id ${JSON.stringify(id)} already. Choose another id, or "update" or "remove" that one.`,
    );
  }
}
