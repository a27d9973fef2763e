import { z } from 'zod';
import { parseRegistrations } from './parse-registrations.ts';
import type { Registration } from './registration.ts';

/** The fields of all kinds of registration that are secret. */
export const secretFields = ['clientSecret', 'apiKey', 'secondaryApiKey', 'appPassword'] as const;
export type SecretField = (typeof secretFields)[number];

/** What the vault knows of a registration besides its fields. */
export interface RegistrationDetails {
  /**
   * Random text, set when a registration with this id was removed: tokens of the removed one are not those of a later
   * one, even if all fields are equal.
   */
  readonly generation?: string | undefined;
  /** When each secret was set, as ISO 8601 times; absent for those of a registrations file. */
  readonly secretsSetAt?: Readonly<Partial<Record<SecretField, string>>> | undefined;
}

/** The registrations of a vault, as they are stored. */
export interface StoredRegistrations {
  readonly registrations: readonly Registration[];
  /** By the id of a registration. Those that were removed have some too. */
  readonly details: ReadonlyMap<string, RegistrationDetails>;
}

export const noRegistrations: StoredRegistrations = { registrations: [], details: new Map() };

const details = z.strictObject({
  generation: z.string().optional(),
  secretsSetAt: z.partialRecord(z.enum(secretFields), z.iso.datetime()).optional(),
});
const stored = z.strictObject({
  registrations: z.unknown(),
  // A list, because an id can be "__proto__".
  details: z.array(z.tuple([z.string(), details])),
});

/** Returns the text of the record. */
export function toRecordText({ registrations, details }: StoredRegistrations): string {
  return JSON.stringify({ registrations, details: [...details] });
}

/**
 * Parses the text of the record; earlier versions stored the registrations alone.
 * @throws StartupFault, ZodError or SyntaxError for a record that this version cannot read.
 */
export function parseRecordText(text: string): StoredRegistrations {
  const json: unknown = JSON.parse(text);
  if (Array.isArray(json)) {
    return { registrations: parseRegistrations(json), details: new Map() };
  }
  const { registrations, details } = stored.parse(json);
  return { registrations: parseRegistrations(registrations), details: new Map(details) };
}

/** Replaces all registrations by those of a file. The generations are kept. */
export function replaceAll(current: StoredRegistrations, registrations: readonly Registration[]): StoredRegistrations {
  const kept = [...current.details].map(([id, { generation }]) => [id, { generation }] as const);
  return { registrations, details: new Map(kept) };
}
