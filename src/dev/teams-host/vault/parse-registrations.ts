import { StartupFault } from '../../../startup-fault.ts';
import type { Registration } from './registration.ts';
import { isSecureUrl } from './secure-url.ts';

type Fault = (path: string, problem: string) => void;
type Check = (value: unknown) => string | undefined;

/** Printable ASCII without spaces: fits into a header and a form as it stands. */
const visible = /^[\x21-\x7e]+$/;
/** Unreserved in URLs: Teams puts id and secret unencoded into the Basic header, and servers decode them as a form. */
const unreserved = /^[\w.~-]+$/;
const guid = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i;
const scopes = /^([\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*)?$/;

const common: Record<string, Check> = {
  kind: () => undefined,
  id: text(visible, 128, 'must be the registration id the app manifest refers to: 1 to 128 visible ASCII characters'),
  name: text(/^[^\p{Cc}]+$/u, 128, 'must be a name for people, 1 to 128 characters'),
  baseUrl: url('must be the beginning of the URLs the token may go to', { query: false }),
  restrictByOrg: oneOf(['homeTenant', 'any']),
  homeTenantId: () => undefined,
  restrictByApp: (value) =>
    value === 'any' || (isObject(value) && Object.keys(value).join() === 'appId' && matches(value.appId, guid, 36))
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

/**
 * Reads the registrations file: an array of registrations with every field of the Developer Portal, `homeTenantId` only
 * where `restrictByOrg` is `homeTenant`. Addresses are https; plain http is taken on loopback.
 * @throws StartupFault that lists every fault with its path and remedy, and no value.
 */
export function parseRegistrations(json: unknown): Registration[] {
  const faults: string[] = [];
  const fault: Fault = (path, problem) => faults.push(`${path} ${problem}`);
  if (Array.isArray(json)) {
    json.forEach((entry: unknown, index) => {
      checkRegistration(entry, `[${index}]`, fault);
    });
    checkIds(json, fault);
  } else {
    faults.push('The whole file must be a JSON array of registrations');
  }
  if (faults.length > 0) {
    throw new StartupFault(`Correct the registrations file: ${faults.join('; ')}.`);
  }
  return structuredClone(json) as Registration[];
}

function checkRegistration(entry: unknown, path: string, fault: Fault): void {
  if (!isObject(entry)) {
    fault(path, 'must be an object');
    return;
  }
  if (entry.kind !== 'oauth' && entry.kind !== 'apiKey') {
    fault(`${path}.kind`, 'must be "oauth" or "apiKey"');
    return;
  }
  const checks = entry.kind === 'oauth' ? oauth : apiKey;
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
  if (entry.restrictByOrg === 'homeTenant' && !matches(entry.homeTenantId, guid, 36)) {
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

function checkIds(entries: readonly unknown[], fault: Fault): void {
  const seen = new Set<unknown>();
  entries.forEach((entry, index) => {
    if (isObject(entry) && typeof entry.id === 'string') {
      if (seen.has(entry.id)) {
        fault(`[${index}].id`, 'is the id of an earlier registration too: give each its own');
      }
      seen.add(entry.id);
    }
  });
}

function text(pattern: RegExp, longest: number, problem: string, shortest = 1): Check {
  return (value) => (matches(value, pattern, longest) && String(value).length >= shortest ? undefined : problem);
}

function oneOf(words: readonly string[]): Check {
  return (value) =>
    words.some((word) => word === value) ? undefined : `must be ${words.map((word) => `"${word}"`).join(' or ')}`;
}

function url(meaning: string, { query }: { query: boolean }): Check {
  return (value) => {
    const parsed =
      typeof value === 'string' && value.length <= 2048 && URL.canParse(value) ? new URL(value) : undefined;
    if (parsed === undefined || String(value).trim() !== value) {
      return `${meaning}: an absolute https URL`;
    }
    if (!isSecureUrl(parsed)) {
      return `${meaning}: an https URL; plain http is taken on 127.0.0.1, [::1] and localhost only`;
    }
    if (
      parsed.username !== '' ||
      parsed.password !== '' ||
      String(value).includes('#') ||
      (!query && parsed.search !== '')
    ) {
      return `${meaning}: remove user name, password${query ? '' : ', query'} and fragment`;
    }
    return undefined;
  };
}

function matches(value: unknown, pattern: RegExp, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && pattern.test(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
