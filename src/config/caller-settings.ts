import { z } from 'zod';
import type {
  AuthorizationProfile,
  AuthorizationSettings,
  IntrospectionSettings,
} from '../authorization/callers/authorization-settings.ts';
import { type CallerKind, callerKinds } from '../authorization/callers/caller-kinds.ts';
import { isLoopback } from '../foundation/loopback.ts';
import { parseServiceTokens } from './parse-service-tokens.ts';
import { parseUrlWithoutQuery } from './parse-url.ts';
import { guid, list, oneOf, parsed, text } from './setting-forms.ts';

const printable = /^[\x20-\x7e]+$/;

const longestCache = 60;

const parseCacheSeconds = (value: string): number | undefined =>
  /^\d{1,2}$/.test(value) && Number(value) <= longestCache ? Number(value) : undefined;

/** The kinds of caller without the setting API_CALLERS. */
const defaultCallers: CallerKind[] = ['person'];

/**
 * Returns the schema of the settings that say who may call the API. Those of a kind that API_CALLERS does not name must
 * not be set, so that nobody believes it to be permitted, or forgets that it is not.
 * @param apiCallers the text of API_CALLERS, if it is set.
 */
export function createCallerFields(apiCallers: string | undefined) {
  const named = new Set<string>(apiCallers?.split(',').map((item) => item.trim()) ?? defaultCallers);
  const ofKind = <Schema extends z.ZodType>(kind: CallerKind, schema: Schema) =>
    named.has(kind) ? schema : z.undefined(`nothing, because API_CALLERS does not name ${kind}`);
  return {
    API_CALLERS: list(
      `one or more of ${callerKinds.join(', ')}, separated by commas; without it, only persons may call the API`,
      (remedy) => z.enum(callerKinds, remedy),
    ).default(defaultCallers),
    OAUTH_INTROSPECTION_URL: ofKind(
      'opaque',
      parsed(
        'the https (http only on loopback) address of the introspection endpoint of the authorization server',
        (value) => parseUrlWithoutQuery(value)?.href,
      ),
    ),
    OAUTH_INTROSPECTION_CLIENT_ID: ofKind(
      'opaque',
      text("the id of the API's own client at the authorization server", printable),
    ),
    OAUTH_INTROSPECTION_CLIENT_SECRET: ofKind(
      'opaque',
      text("the secret of the API's own client at the authorization server", printable),
    ),
    OAUTH_INTROSPECTION_AUDIENCE: ofKind(
      'opaque',
      text('the `aud` of opaque access tokens for this API', /^\S+$/).optional(),
    ),
    OAUTH_INTROSPECTION_CACHE_SECONDS: ofKind(
      'opaque',
      parsed('a number of seconds from 0 to 60', parseCacheSeconds).optional(),
    ),
    OAUTH_INTROSPECTION_SIGNED: ofKind('opaque', oneOf(['on', 'off']).optional()),
    SERVICE_TOKENS: ofKind(
      'service',
      parsed(
        'the digests of the service tokens, as <name>:<read or write>:<SHA-256 in hexadecimal>, separated by commas; at most two for a name, with the same right',
        parseServiceTokens,
      ),
    ),
    SERVICE_TENANT: ofKind('service', guid('the id (GUID) of the tenant whose data services have access to')),
    ANONYMOUS_TENANT: ofKind('anonymous', guid('the id (GUID) of the tenant whose data everybody may read')),
  };
}

/** The settings that the checks below need. */
export type CallerValues = z.output<z.ZodObject<ReturnType<typeof createCallerFields>>> & {
  readonly PUBLIC_URL: string;
  readonly HOST: string;
  readonly OAUTH_PROFILE: AuthorizationProfile;
  readonly OAUTH_AUDIENCE: string;
  readonly OAUTH_ALLOWED_TENANTS: readonly string[];
};

/** Adds an issue for each setting that contradicts another. */
export function checkCallers(settings: CallerValues, context: z.core.$RefinementCtx<unknown>): void {
  const add = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
  for (const name of ['SERVICE_TENANT', 'ANONYMOUS_TENANT'] as const) {
    const tenant = settings[name];
    if (tenant !== undefined && !settings.OAUTH_ALLOWED_TENANTS.includes(tenant)) {
      add(name, 'one of the tenants in OAUTH_ALLOWED_TENANTS');
    }
  }
  if (settings.API_CALLERS.includes('opaque') && settings.OAUTH_PROFILE === 'entra-id-v2') {
    add('API_CALLERS', 'a list without opaque, because Microsoft Entra ID does not introspect tokens');
  }
  if (settings.API_CALLERS.includes('anonymous')) {
    const because = 'because API_CALLERS names anonymous, or remove anonymous there';
    const { HOST } = settings;
    if (!isLoopback(HOST.includes(':') ? `[${HOST}]` : HOST)) {
      add('HOST', `an address on loopback, such as 127.0.0.1, ${because}`);
    }
    if (!isLoopback(new URL(settings.PUBLIC_URL).hostname)) {
      add('PUBLIC_URL', `an origin on loopback, such as http://127.0.0.1:3978, ${because}`);
    }
  }
}

/** Returns who may call the API. */
export function toCallers(
  settings: CallerValues,
): Pick<AuthorizationSettings, 'callers' | 'introspection' | 'services' | 'anonymousTenant'> {
  const { SERVICE_TENANT: tenantId, SERVICE_TOKENS: tokens, ANONYMOUS_TENANT: anonymousTenant } = settings;
  return {
    callers: settings.API_CALLERS,
    introspection: toIntrospection(settings),
    services: tenantId === undefined || tokens === undefined ? undefined : { tenantId, tokens },
    anonymousTenant,
  };
}

function toIntrospection(settings: CallerValues): IntrospectionSettings | undefined {
  const {
    OAUTH_INTROSPECTION_URL: url,
    OAUTH_INTROSPECTION_CLIENT_ID: clientId,
    OAUTH_INTROSPECTION_CLIENT_SECRET: clientSecret,
  } = settings;
  if (url === undefined || clientId === undefined || clientSecret === undefined) {
    return undefined;
  }
  return {
    url,
    clientId,
    clientSecret,
    audience: settings.OAUTH_INTROSPECTION_AUDIENCE ?? settings.OAUTH_AUDIENCE,
    cacheSeconds: settings.OAUTH_INTROSPECTION_CACHE_SECONDS ?? longestCache,
    signed: settings.OAUTH_INTROSPECTION_SIGNED === 'on',
  };
}
