import { z } from 'zod';
import { isJsonObject, textMember } from '../../foundation/json-value.ts';
import { isSecureUrl } from '../../foundation/loopback.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { guidPattern } from '../../local/guid.ts';
import { listMember } from '../../local/list-member.ts';
import type { Registration } from './registration.ts';

/** Printable ASCII without spaces: needs no escaping in a header. */
const visible = /^[\x21-\x7e]+$/;
/** The unreserved characters of RFC 3986: Teams does not form-encode id and secret in the Basic header. */
const unreserved = /^[\w.~-]+$/;
const scopes = /^([\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*)?$/;

/**
 * @param problem describes a correct value; follows the path of the field, for example `must be the id of the client`.
 */
const text = (pattern: RegExp, maxLength: number, problem: string) =>
  z.string(problem).regex(pattern, problem).max(maxLength, problem);
const guid = (problem: string) => text(guidPattern, 36, problem);
const oneOf = <Word extends string>(...words: readonly Word[]) =>
  z.enum(words, `must be ${words.map((word) => `"${word}"`).join(' or ')}`);

function url(meaning: string, mayHaveQuery = true) {
  const absolute = `${meaning}: an absolute https URL`;
  return z.string(absolute).superRefine((value, context) => {
    const parsed = value.length <= 2048 && value.trim() === value ? URL.parse(value) : null;
    if (parsed === null) {
      context.addIssue(absolute);
    } else if (!isSecureUrl(parsed)) {
      context.addIssue(`${meaning}: an https URL; plain http is accepted on 127.0.0.1, [::1] and localhost only`);
    } else if (parsed.username !== '' || parsed.password !== '' || value.includes('#')) {
      context.addIssue(`${meaning}: remove user name, password and fragment`);
    } else if (!mayHaveQuery && parsed.search !== '') {
      context.addIssue(`${meaning}: remove the query`);
    }
  });
}

const id = text(visible, 128, 'must be the registration id in the app manifest: 1 to 128 visible ASCII characters');

const restrictedApp = 'must be "any", or {"appId": the id in the app manifest, a GUID}';
const restricted = {
  id,
  name: text(/^[^\p{Cc}]+$/u, 128, 'must be a name for people, 1 to 128 characters'),
  baseUrl: url('must be the beginning of the URLs that the token may be sent to', false),
  restrictByOrg: oneOf('homeTenant', 'any'),
  homeTenantId: guid('must be the GUID of the tenant that made the registration').optional(),
  restrictByApp: z.union([z.literal('any'), z.strictObject({ appId: guid(restrictedApp) })], restrictedApp),
};

const client = {
  clientId: text(visible, 256, 'must be the id of the client at the authorization server'),
  clientSecret: text(visible, 1024, 'must be the secret of the client at the authorization server'),
  authorizationEndpoint: url('must be where people sign in'),
  tokenEndpoint: url('must be where codes are exchanged'),
  refreshEndpoint: url('must be where tokens are refreshed, usually the token endpoint'),
  pkce: z.boolean('must be true (recommended) or false'),
  tokenEndpointAuthMethod: oneOf('client_secret_basic', 'client_secret_post'),
};

const oauth = z.strictObject({
  kind: z.literal('oauth'),
  ...restricted,
  ...client,
  scope: text(scopes, 2048, 'must be scopes separated by single spaces, including the one for refresh tokens'),
});

const resource = text(
  /^api:\/\/[\w.:/-]+$/,
  256,
  'must be the application ID URI of the app, api://…, as "webApplicationInfo.resource" in the app manifest',
);

const singleSignOn = z.strictObject({
  kind: z.literal('singleSignOn'),
  id,
  resource,
  issuer: url('must be the issuer of the tokens, their "iss" claim'),
  jwksUri: url('must be where the keys of the issuer are'),
  ...client,
});

const key = text(visible, 2048, 'must be the key that the API expects as bearer token, visible ASCII characters only');
const apiKey = z.strictObject({
  kind: z.literal('apiKey'),
  ...restricted,
  apiKey: key,
  secondaryApiKey: key.optional(),
});

const connections =
  'must be a list of {"name", "registrationId"}: a name of 1 to 100 characters and the id of an OAuth registration, ' +
  'with single sign-on also "tokenExchangeUrl"';
const connection = z.strictObject({
  name: text(/^[^\p{Cc}\p{Cs}]+$/u, 100, connections),
  registrationId: text(visible, 128, connections),
  tokenExchangeUrl: resource.optional(),
});

const bot = z.strictObject({
  kind: z.literal('bot'),
  id,
  appId: guid('must be the app id of the bot, a GUID, as "botId" in the app manifest'),
  appPassword: text(visible, 1024, 'must be the secret that the bot gets its connector tokens with'),
  tenantId: guid('must be the GUID of the tenant that issues the connector tokens, or absent').optional(),
  messagingEndpoint: url('must be where the bot receives activities'),
  oauthConnections: z.array(connection, connections),
});

const registrations = z.array(
  z.discriminatedUnion('kind', [oauth, apiKey, bot, singleSignOn], {
    error: ({ input }) =>
      isJsonObject(input) ? 'must be "oauth" or "apiKey" or "bot" or "singleSignOn"' : 'must be an object',
  }),
  'The whole file must be a JSON array of registrations',
);

/**
 * Parses the registrations file: an array of OAuth and API key registrations, with every field of the Developer Portal,
 * and of bots. `homeTenantId` is present only if `restrictByOrg` is `homeTenant`. URLs are https, on loopback also
 * http.
 * @throws StartupFault that lists every fault with its path and remedy; it never quotes a value.
 */
export function parseRegistrations(json: unknown): readonly Registration[] {
  const { data, faults } = findFaults(json);
  if (data === undefined || faults.length > 0) {
    throw new StartupFault(`Correct the registrations file: ${faults.join('; ')}.`);
  }
  return data;
}

/**
 * Parses one registration that joins others.
 * @throws StartupFault like `parseRegistrations`; the paths begin at the registration.
 */
export function parseRegistration(json: unknown, others: readonly Registration[]): Registration {
  const { data, faults } = findFaults([...others, json]);
  const registration = data?.at(-1);
  if (registration === undefined || faults.length > 0) {
    const own = faults.map((fault) => fault.replace(/^\[\d+\]\.?/, '').trimStart());
    throw new StartupFault(`Correct the registration: ${own.join('; ')}.`);
  }
  return registration;
}

function findFaults(json: unknown): { readonly data: readonly Registration[] | undefined; readonly faults: string[] } {
  const { data, error } = registrations.safeParse(json);
  const entries = Array.isArray(json) ? json : [];
  const faults = [
    ...(error?.issues ?? []).flatMap(toFaults),
    ...entries.flatMap(findContradictions),
    ...findDuplicates(entries, 'id'),
    ...findDuplicates(entries, 'appId'),
    ...findDuplicates(entries, 'resource'),
    ...findConnectionFaults(entries),
  ];
  return { data, faults };
}

function toFaults(issue: z.core.$ZodIssue): readonly string[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  if (issue.code !== 'unrecognized_keys') {
    return [`${path} ${issue.message}`.trimStart()];
  }
  // The name may be a secret in the wrong place.
  const names = issue.keys.map((name) => (/^\w{1,40}$/.test(name) ? name : '(unprintable name)'));
  return names.map((name) => `${path}.${name} is not a field of such a registration: remove it`);
}

/** Rules over several fields of one registration. */
function findContradictions(entry: unknown, index: number): readonly string[] {
  if (!isJsonObject(entry)) {
    return [];
  }
  const { restrictByOrg, homeTenantId, tokenEndpointAuthMethod } = entry;
  const faults: string[] = [];
  if (restrictByOrg === 'homeTenant' && homeTenantId === undefined) {
    faults.push(`[${index}].homeTenantId must be the GUID of the tenant that made the registration`);
  }
  if (restrictByOrg === 'any' && homeTenantId !== undefined) {
    faults.push(`[${index}].homeTenantId belongs to restrictByOrg "homeTenant": remove it or change restrictByOrg`);
  }
  for (const name of tokenEndpointAuthMethod === 'client_secret_basic' ? ['clientId', 'clientSecret'] : []) {
    const value = String(entry[name]);
    if (visible.test(value) && !unreserved.test(value)) {
      faults.push(
        `[${index}].${name} must consist of letters, digits and - . _ ~ (base64url), because Teams puts it into the Basic ` +
          'header as it is: choose another one or set tokenEndpointAuthMethod to "client_secret_post"',
      );
    }
  }
  return faults;
}

function findDuplicates(entries: readonly unknown[], name: 'id' | 'appId' | 'resource'): readonly string[] {
  const values = entries.map((entry) => {
    const value = isJsonObject(entry) ? entry[name] : undefined;
    return typeof value === 'string' && name === 'appId' ? value.toLowerCase() : value;
  });
  return values.flatMap((value, index) =>
    typeof value === 'string' && values.indexOf(value) < index
      ? [`[${index}].${name} is that of an earlier registration too: give each its own`]
      : [],
  );
}

function findConnectionFaults(entries: readonly unknown[]): readonly string[] {
  const oauthIds = new Set(entries.filter(isJsonObject).flatMap((entry) => (entry.kind === 'oauth' ? [entry.id] : [])));
  const resources = entries.map((entry) => textMember(entry, 'resource'));
  return entries.flatMap((entry, index) => {
    const connections = textMember(entry, 'kind') === 'bot' ? listMember(entry, 'oauthConnections') : [];
    const names = connections.map((connection) => textMember(connection, 'name')?.toLowerCase());
    return connections.flatMap((connection, at) => {
      const path = `[${index}].oauthConnections[${at}]`;
      const registrationId = textMember(connection, 'registrationId');
      const isMissing = registrationId !== undefined && !oauthIds.has(registrationId);
      const isDuplicate = names[at] !== undefined && names.indexOf(names[at]) < at;
      const exchangeUrl = textMember(connection, 'tokenExchangeUrl');
      const isUnknown = exchangeUrl !== undefined && !resources.includes(exchangeUrl);
      return [
        ...(isUnknown ? [`${path}.tokenExchangeUrl must be the "resource" of a "singleSignOn" registration`] : []),
        ...(isMissing ? [`${path}.registrationId must be the id of an "oauth" registration`] : []),
        ...(isDuplicate ? [`${path}.name is the name of an earlier connection too: give each its own`] : []),
      ];
    });
  });
}
