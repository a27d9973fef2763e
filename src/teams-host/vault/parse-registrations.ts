import { guidPattern } from '../../config/parse-setting.ts';
import { isJsonObject } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import type { Registration } from './registration.ts';
import { type Check, matches, oneOf, text, url, visible } from './registration-checks.ts';

type Fault = (path: string, problem: string) => void;

/** Unreserved in URLs: Teams puts id and secret unencoded into the Basic header, and servers decode them as a form. */
const unreserved = /^[\w.~-]+$/;
const scopes = /^([\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*)?$/;

const id = text(
  visible,
  128,
  'must be the registration id the app manifest refers to: 1 to 128 visible ASCII characters',
);

const common: Record<string, Check> = {
  kind: () => undefined,
  id,
  name: text(/^[^\p{Cc}]+$/u, 128, 'must be a name for people, 1 to 128 characters'),
  baseUrl: url('must be the beginning of the URLs the token may go to', { query: false }),
  restrictByOrg: oneOf(['homeTenant', 'any']),
  homeTenantId: () => undefined,
  restrictByApp: (value) =>
    value === 'any' ||
    (isJsonObject(value) && Object.keys(value).join() === 'appId' && matches(value.appId, guidPattern, 36))
      ? undefined
      : 'must be "any", or {"appId": the id of the app manifest, a GUID}',
};

const oauth: Record<string, Check> = {
  ...common,
  clientId: text(visible, 256, 'must be the id of the client at the authorization server'),
  clientSecret: text(visible, 1024, 'must be the secret of the client at the authorization server'),
  authorizationEndpoint: url('must be where people sign in', { query: true }),
  tokenEndpoint: url('must be where codes are exchanged', { query: true }),
  refreshEndpoint: url('must be where tokens are refreshed, mostly the token endpoint', { query: true }),
  scope: text(
    scopes,
    2048,
    'must be scopes separated by single spaces; add what your server wants for refresh tokens',
    0,
  ),
  pkce: (value) => (typeof value === 'boolean' ? undefined : 'must be true (recommended) or false'),
  tokenEndpointAuthMethod: oneOf(['client_secret_basic', 'client_secret_post']),
};

const apiKey: Record<string, Check> = {
  ...common,
  apiKey: text(visible, 2048, 'must be the key the API expects as bearer token, visible ASCII characters only'),
};

const bot: Record<string, Check> = {
  kind: () => undefined,
  id,
  appId: text(guidPattern, 36, 'must be the app id of the bot, a GUID, as "botId" in the app manifest'),
  appPassword: text(visible, 1024, 'must be the secret the bot gets its connector tokens with'),
  tenantId: (value) =>
    value === undefined || matches(value, guidPattern, 36)
      ? undefined
      : 'must be the GUID of the tenant that issues the connector tokens, or left out',
  messagingEndpoint: url('must be where the bot takes activities', { query: true }),
  oauthConnections: (value) =>
    Array.isArray(value) && value.every(isConnection)
      ? undefined
      : 'must be a list of {"name", "registrationId"}: each a name of 1 to 100 characters and the id of an OAuth registration',
};

function isConnection(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    Object.keys(value).sort().join() === 'name,registrationId' &&
    matches(value.name, /^[^\p{Cc}\p{Cs}]+$/u, 100) &&
    matches(value.registrationId, visible, 128)
  );
}

const checksOf = new Map(Object.entries({ oauth, apiKey, bot }));

/**
 * Reads the registrations file: an array of registrations with every field of the Developer Portal, `homeTenantId` only
 * where `restrictByOrg` is `homeTenant`, and of bots. Addresses are https; plain http is taken on loopback.
 * @throws StartupFault that lists every fault with its path and remedy, and no value.
 */
export function parseRegistrations(json: unknown): Registration[] {
  const faults: string[] = [];
  const fault: Fault = (path, problem) => faults.push(`${path} ${problem}`);
  if (Array.isArray(json)) {
    json.forEach((entry: unknown, index) => {
      checkRegistration(entry, `[${index}]`, fault);
    });
    checkIds(json, 'id', fault);
    checkIds(json, 'appId', fault);
    checkConnections(json, fault);
  } else {
    faults.push('The whole file must be a JSON array of registrations');
  }
  if (faults.length > 0) {
    throw new StartupFault(`Correct the registrations file: ${faults.join('; ')}.`);
  }
  return structuredClone(json) as Registration[];
}

function checkRegistration(entry: unknown, path: string, fault: Fault): void {
  if (!isJsonObject(entry)) {
    fault(path, 'must be an object');
    return;
  }
  const checks = checksOf.get(String(entry.kind));
  if (checks === undefined) {
    fault(`${path}.kind`, 'must be "oauth" or "apiKey" or "bot"');
    return;
  }
  for (const [name, check] of Object.entries(checks)) {
    const problem = check(Object.hasOwn(entry, name) ? entry[name] : undefined);
    if (problem !== undefined) {
      fault(`${path}.${name}`, problem);
    }
  }
  for (const name of Object.keys(entry).filter((key) => !Object.hasOwn(checks, key))) {
    fault(
      `${path}.${/^\w{1,40}$/.test(name) ? name : '(odd name)'}`,
      'is not a field of such a registration: remove it',
    );
  }
  checkTogether(entry, path, fault);
}

/** What depends on more than one field. */
function checkTogether(entry: Readonly<Record<string, unknown>>, path: string, fault: Fault): void {
  if (entry.restrictByOrg === 'homeTenant' && !matches(entry.homeTenantId, guidPattern, 36)) {
    fault(`${path}.homeTenantId`, 'must be the GUID of the tenant that made the registration');
  }
  if (entry.restrictByOrg === 'any' && entry.homeTenantId !== undefined) {
    fault(`${path}.homeTenantId`, 'belongs to restrictByOrg "homeTenant": remove it or change restrictByOrg');
  }
  if (entry.tokenEndpointAuthMethod === 'client_secret_basic') {
    for (const name of ['clientId', 'clientSecret']) {
      if (matches(entry[name], visible, 1024) && !matches(entry[name], unreserved, 1024)) {
        fault(
          `${path}.${name}`,
          'must be of letters, digits and - . _ ~ only (base64url), because Teams puts it unencoded into the Basic header: ' +
            'take another one or set tokenEndpointAuthMethod to "client_secret_post"',
        );
      }
    }
  }
}

function checkIds(entries: readonly unknown[], name: 'id' | 'appId', fault: Fault): void {
  const seen = new Set<unknown>();
  entries.forEach((entry, index) => {
    const found = isJsonObject(entry) ? entry[name] : undefined;
    if (typeof found === 'string') {
      const value = name === 'appId' ? found.toLowerCase() : found;
      if (seen.has(value)) {
        fault(`[${index}].${name}`, 'is the id of an earlier registration too: give each its own');
      }
      seen.add(value);
    }
  });
}

function checkConnections(entries: readonly unknown[], fault: Fault): void {
  const oauthIds = new Set(entries.filter(isJsonObject).flatMap((entry) => (entry.kind === 'oauth' ? [entry.id] : [])));
  entries.forEach((entry, index) => {
    if (!isJsonObject(entry) || entry.kind !== 'bot' || !Array.isArray(entry.oauthConnections)) {
      return;
    }
    const connections = entry.oauthConnections.filter(isJsonObject);
    connections.forEach(({ name, registrationId }, at) => {
      const path = `[${index}].oauthConnections[${at}]`;
      if (!oauthIds.has(registrationId)) {
        fault(`${path}.registrationId`, 'must be the id of an "oauth" registration of this file');
      }
      if (connections.findIndex((other) => isSameName(other.name, name)) !== at) {
        fault(`${path}.name`, 'is the name of an earlier connection too: give each its own');
      }
    });
  });
}

function isSameName(one: unknown, other: unknown): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}
