import type { Registration } from '../vault/registration.ts';
import { type SecretField, type StoredRegistrations, secretFields } from '../vault/stored-registrations.ts';
import { findStored } from './find-stored.ts';
import { kindNames } from './registration-fields.ts';

/** Returns a line for each registration: id, kind, name and where it is used; without secrets. */
export function describeAll({ registrations }: StoredRegistrations, folder: string): string {
  if (registrations.length === 0) {
    return `There are no registrations in ${folder}.\n`;
  }
  const rows = registrations.map((registration) => [
    registration.id,
    kindNames[registration.kind],
    ...toNameAndPlace(registration),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}\n`).join('');
}

function toNameAndPlace(registration: Registration): readonly [string, string] {
  switch (registration.kind) {
    case 'oauth':
    case 'apiKey':
      return [registration.name, registration.baseUrl];
    case 'bot':
      return [registration.appId, registration.messagingEndpoint];
    case 'singleSignOn':
      return [registration.resource, registration.issuer];
  }
}

/**
 * Returns a line for each field of a registration; of a secret only that it is set, and when, if that is known.
 * @throws StartupFault if there is none with this id.
 */
export function describe(stored: StoredRegistrations, id: string): string {
  const registration = findStored(stored, id);
  const setAt = stored.details.get(id)?.secretsSetAt;
  const toShown = (name: string, value: unknown): string => {
    if (isSecretField(name)) {
      return setAt?.[name] === undefined ? 'set' : `set at ${setAt[name]}`;
    }
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return Object.entries(registration)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${toShown(name, value)}\n`)
    .join('');
}

function isSecretField(name: string): name is SecretField {
  return secretFields.some((field) => field === name);
}
