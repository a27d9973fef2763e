import type { JsonObject } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { secretFields } from '../vault/stored-registrations.ts';

const text = { type: 'string' } as const;

/** The options for the fields of all kinds of registration, for `parseArgs`; named like the fields. */
export const registrationFlags = {
  kind: text,
  name: text,
  'base-url': text,
  'restrict-by-org': text,
  'home-tenant-id': text,
  'restrict-by-app': text,
  'client-id': text,
  'authorization-endpoint': text,
  'token-endpoint': text,
  'refresh-endpoint': text,
  scope: text,
  pkce: text,
  'token-endpoint-auth-method': text,
  resource: text,
  issuer: text,
  'jwks-uri': text,
  'app-id': text,
  'tenant-id': text,
  'messaging-endpoint': text,
  'oauth-connections': text,
} as const;

/** The options that people could expect for secrets. */
export const secretFlags = ['--secret', ...secretFields.map((name) => `--${toFlagName(name)}`)];

function toFlagName(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Returns the fields that options give: `--restrict-by-app` takes `any` or the id of an app, `--pkce` `true` or `false`,
 * and `--oauth-connections` a JSON list. The other values are texts, as in the file. Does not validate them.
 */
export function readFlags(values: Readonly<Record<string, string | boolean | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([flag, value]) => {
      const field = flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      return [field, toValue(field, value)];
    }),
  );
}

function toValue(field: string, value: unknown): unknown {
  switch (field) {
    case 'restrictByApp':
      return value === 'any' ? value : { appId: value };
    case 'pkce':
      return value === 'true' || (value === 'false' ? false : value);
    case 'oauthConnections':
      return parseList(String(value));
    default:
      return value;
  }
}

function parseList(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (cause) {
    const remedy =
      'Write it in single quotes, for example \'[{"name": "my-connection", "registrationId": "my-oauth"}]\'.';
    throw new StartupFault(`The value of --oauth-connections is not JSON. ${remedy}`, { cause });
  }
}
