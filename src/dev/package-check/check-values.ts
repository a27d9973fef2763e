import { isSecureUrl } from '../../foundation/loopback.ts';
import { guidPattern } from '../../local/guid.ts';

export type EnvValues = Readonly<Record<string, string>>;

/**
 * Checks the values that an environment fills into the app packages, where the packages alone do not show the mistake,
 * or not the setting that causes it. Settings that are not in the file are not checked.
 * @param file for example `env/.env.dev`.
 * @returns one sentence for each fault, with the name of the setting and its file.
 */
export function checkValues(values: EnvValues, file: string): readonly string[] {
  return [
    ...Object.entries(values).flatMap(([name, value]) => checkEmpty(name, value).map((text) => [name, text] as const)),
    ...Object.entries(rules).flatMap(([name, check]) => {
      const value = values[name] ?? '';
      const text = value.trim() === '' ? undefined : check(value, values);
      return text === undefined ? [] : [[name, text] as const];
    }),
  ].map(([name, text]) => `${name} in ${file} ${text}`);
}

/** Suffixes may be empty, because the names of released apps have none. */
function checkEmpty(name: string, value: string): readonly string[] {
  return value.trim() === '' && !name.endsWith('_SUFFIX')
    ? ['has no value: set it; a comment there describes it.']
    : [];
}

/** What the longer name, “Repairs by bot” in `appPackage/manifest.bot.json`, leaves of 30 characters. */
const maxSuffixLength = 16;

/** Returns what is wrong and the remedy, to follow the name of the setting. */
type Rule = (value: string, values: EnvValues) => string | undefined;

const rules: Readonly<Record<string, Rule>> = {
  TEAMS_APP_ID: checkGuid,
  BOT_EXTENSION_APP_ID: (value, values) =>
    checkGuid(value) ??
    (value.toLowerCase() === values.TEAMS_APP_ID?.toLowerCase()
      ? 'is also the value of TEAMS_APP_ID: give each app its own id.'
      : undefined),
  BOT_APP_ID: checkGuid,
  APP_NAME_SUFFIX: (value) =>
    value.length > maxSuffixLength
      ? `has more than ${maxSuffixLength} characters: shorten it, because names of apps have at most 30.`
      : undefined,
  OPENAPI_SERVER_URL: checkOrigin,
  OPENAPI_SERVER_DOMAIN: (value, values) => checkHost(value, values, 'OPENAPI_SERVER_URL'),
  OAUTH_CONFIGURATION_ID: checkRegistrationId,
  AGENT_OAUTH_CONFIGURATION_ID: (value, values) =>
    checkRegistrationId(value) ??
    (value === values.OAUTH_CONFIGURATION_ID
      ? 'is also the value of OAUTH_CONFIGURATION_ID: register another client for the agent, with both scopes, so that the extension can only read.'
      : undefined),
  OAUTH_AUTHORIZATION_URL: checkEndpoint,
  OAUTH_TOKEN_URL: (value, values) =>
    checkEndpoint(value) ??
    (value === values.OAUTH_AUTHORIZATION_URL
      ? 'is also the value of OAUTH_AUTHORIZATION_URL: write the token endpoint.'
      : undefined),
  OAUTH_REFRESH_URL: checkEndpoint,
  OAUTH_AUTHORIZATION_DOMAIN: (value, values) => checkHost(value, values, 'OAUTH_AUTHORIZATION_URL'),
  REPAIRS_READ_SCOPE: checkScope,
  REPAIRS_WRITE_SCOPE: (value, values) =>
    checkScope(value) ??
    (value === values.REPAIRS_READ_SCOPE
      ? 'is also the value of REPAIRS_READ_SCOPE: write the other scope.'
      : undefined),
  DEVELOPER_NAME: (value) => (value.length > 32 ? 'has more than 32 characters: shorten it.' : undefined),
};

const emptyGuid = '00000000-0000-0000-0000-000000000000';

function checkGuid(value: string): string | undefined {
  return guidPattern.test(value) && value !== emptyGuid
    ? undefined
    : `is ${quote(value)}, which is not a GUID: write one.`;
}

function checkRegistrationId(value: string): string | undefined {
  return /^[\x21-\x7e]{1,128}$/.test(value)
    ? undefined
    : 'is not the id of a registration: write 1 to 128 characters without spaces.';
}

function checkOrigin(value: string): string | undefined {
  const url = URL.parse(value);
  if (url === null || !isSecureUrl(url)) {
    return explainUrl(value);
  }
  if (url.username !== '' || url.password !== '') {
    return `has a user name or password: write only the origin, ${quote(url.origin)}.`;
  }
  return url.origin === value ? undefined : `is ${quote(value)}: write only the origin, ${quote(url.origin)}.`;
}

function checkEndpoint(value: string): string | undefined {
  const url = URL.parse(value);
  if (url === null || !isSecureUrl(url)) {
    return explainUrl(value);
  }
  if (/[\s<>{}"\\^`|]/.test(value)) {
    return `is ${quote(value)}: replace what stands in brackets, and remove spaces.`;
  }
  return url.username !== '' || url.password !== '' || value.includes('#')
    ? 'has a user name, password or fragment: remove it.'
    : undefined;
}

function explainUrl(value: string): string {
  return `is ${quote(value)}: write an absolute https address; plain http is for this machine only.`;
}

function checkHost(value: string, values: EnvValues, urlName: string): string | undefined {
  const host = URL.parse(values[urlName] ?? '')?.hostname;
  return host === undefined || host === '' || value === host
    ? undefined
    : `is ${quote(value)}, but the host of ${urlName} is ${quote(host)}: make them equal.`;
}

/** A scope token (RFC 6749 section 3.3), without the characters with which people separate several. */
function checkScope(value: string): string | undefined {
  return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value) && !/[<>,;]/.test(value)
    ? undefined
    : `is ${quote(value)}: write one scope, without spaces, separators, brackets and letters beyond ASCII.`;
}

/** Values are not secret, but may be long. */
function quote(value: string): string {
  return JSON.stringify(value.slice(0, 200));
}
