import { StartupFault } from '../../foundation/startup-fault.ts';
import { parseRegistration } from '../vault/parse-registrations.ts';
import type { Registration } from '../vault/registration.ts';
import type { SecretField, StoredRegistrations } from '../vault/stored-registrations.ts';
import { findStored } from './find-stored.ts';
import { secretOf } from './registration-fields.ts';

/** Which key of an API key registration. */
export type KeyName = 'primary' | 'secondary';

/**
 * Returns the field of the secret to rotate.
 * @throws StartupFault if there is no such registration, or the key is missing for an API key or named for another kind.
 */
export function findSecretField(stored: StoredRegistrations, id: string, key: KeyName | undefined): SecretField {
  const { kind } = findStored(stored, id);
  if (kind !== 'apiKey' && key !== undefined) {
    throw new StartupFault('Only an API key registration has two keys. Leave out --key.');
  }
  if (kind === 'apiKey' && key === undefined) {
    throw new StartupFault(
      'An API key registration has two keys: name the one to replace with --key primary or --key secondary. The primary key is sent first.',
    );
  }
  return key === 'secondary' ? 'secondaryApiKey' : secretOf[kind];
}

/**
 * Replaces a secret.
 * @param secret not yet validated; undefined removes it, which only the second key allows.
 * @param time when it is set, ISO 8601.
 * @throws StartupFault if the secret is invalid; it does not quote it.
 */
export function rotateSecret(
  stored: StoredRegistrations,
  id: string,
  { field, secret, time }: { readonly field: SecretField; readonly secret: string | undefined; readonly time: string },
): StoredRegistrations {
  const present = findStored(stored, id);
  if (secret === undefined && field !== 'secondaryApiKey') {
    throw new StartupFault('Only the second key can be removed. Give a new secret, or "remove" the registration.');
  }
  const others = stored.registrations.filter((other) => other !== present);
  const registration: Registration = parseRegistration({ ...present, [field]: secret }, others);
  const before = stored.details.get(id);
  const secretsSetAt = { ...before?.secretsSetAt, [field]: secret === undefined ? undefined : time };
  return {
    registrations: stored.registrations.map((other) => (other === present ? registration : other)),
    details: new Map(stored.details).set(id, { ...before, secretsSetAt }),
  };
}
