import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { parseRegistration } from '../vault/parse-registrations.ts';
import type { Registration } from '../vault/registration.ts';
import { type StoredRegistrations, secretFields } from '../vault/stored-registrations.ts';
import { findStored } from './find-stored.ts';
import { changeableFields, kindNames } from './registration-fields.ts';

/** What `update` has changed. */
export interface Update {
  readonly stored: StoredRegistrations;
  /** Names of the fields. */
  readonly changed: readonly string[];
}

/**
 * Changes fields of a registration, as far as the Developer Portal lets them change. A field with the value that it has
 * is accepted. `homeTenantId` is removed when `restrictByOrg` becomes `any`.
 * @param fields the new values, not yet validated.
 * @throws StartupFault if there is no such registration, or a field is invalid or cannot change; it names the remedy.
 */
export function update(stored: StoredRegistrations, id: string, fields: JsonObject): Update {
  const present = findStored(stored, id);
  const isNew = ([name, value]: readonly [string, unknown]) => !isDeepStrictEqual(value, fieldOf(present, name));
  const changes = Object.entries(fields).filter(isNew);
  const changed = changes.map(([name]) => name);
  if (changed.length === 0) {
    throw new StartupFault('Nothing was changed: name the fields and their new values.');
  }
  verifyChangeable(present, changed);
  const next = { ...present, ...Object.fromEntries(changes) };
  const registration = parseRegistration(
    fields.restrictByOrg === 'any' && fields.homeTenantId === undefined ? { ...next, homeTenantId: undefined } : next,
    stored.registrations.filter((other) => other !== present),
  );
  const registrations = stored.registrations.map((other) => (other === present ? registration : other));
  return { stored: { ...stored, registrations }, changed };
}

function fieldOf(registration: Registration, name: string): unknown {
  return Object.hasOwn(registration, name) ? registration[name as keyof Registration] : undefined;
}

function verifyChangeable({ kind, id }: Registration, changed: readonly string[]): void {
  if (changed.some((name) => secretFields.some((secret) => secret === name))) {
    throw new StartupFault(`Use "rotate-secret ${id}" to change a secret.`);
  }
  const changeable = changeableFields[kind];
  const fixed = changed.filter((name) => !changeable.includes(name)).map(toShown);
  if (fixed.length > 0) {
    const can = changeable.length === 0 ? 'only its secret can' : `only ${changeable.join(', ')} and its secret can`;
    throw new StartupFault(
      `After a registration (${kindNames[kind]}) was saved, ${fixed.join(', ')} cannot change, ${can}. Register a new one, and put its id in the manifest.`,
    );
  }
}

/** A name that is not that of a field may be a secret in the wrong place. */
function toShown(name: string): string {
  return /^[A-Za-z]{1,40}$/.test(name) ? name : '(unprintable name)';
}
