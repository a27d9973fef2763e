import { randomBytes } from 'node:crypto';
import type { OAuthClient } from './authorization-server/authorization-server-options.ts';
import { toScopeOfApplication } from './authorization-server/issue-to-application.ts';
import { contoso } from './authorization-server/people/people.ts';
import { audience, opaqueAudience, readRole, writeRole } from './resources.ts';

/** Clients of the local world's authorization server with which other callers than Teams reach the API. */
export interface DemoCallers {
  /** Signs people in, for both kinds of token. */
  readonly person: OAuthClient;
  /** May read and write the repairs of Contoso. */
  readonly application: OAuthClient;
  /** The same with opaque tokens. */
  readonly opaqueApplication: OAuthClient;
  /** Was granted no role, so that the API permits it nothing. */
  readonly idleApplication: OAuthClient;
  /** The API itself, which introspects opaque tokens. */
  readonly api: OAuthClient;
}

/** Settings of the app that say who may call the API; a developer sets them for the local world as well. */
export const callerSettings = [
  'API_CALLERS',
  'SERVICE_TOKENS',
  'SERVICE_TENANT',
  'ANONYMOUS_TENANT',
  'OAUTH_INTROSPECTION_SIGNED',
  'OAUTH_INTROSPECTION_CACHE_SECONDS',
] as const;

export type CallerSettings = Readonly<Partial<Record<(typeof callerSettings)[number], string | undefined>>>;

/** Creates the clients with new secrets. @param start distinguishes the clients of this start from earlier ones. */
export function createDemoCallers(start: string): DemoCallers {
  const aClient = (id: string, name: string): OAuthClient => ({
    clientId: `${id}-${start}`,
    clientSecret: randomBytes(32).toString('base64url'),
    name,
    redirectUris: [],
  });
  const application = { tenantId: contoso.id, roles: [readRole, writeRole] };
  return {
    person: {
      ...aClient('demo-client', 'Demo client'),
      // Nothing listens there: the code is read from the redirect.
      redirectUris: ['http://127.0.0.1/signed-in'],
      resources: [audience, opaqueAudience],
    },
    application: { ...aClient('demo-application', 'Demo application'), application },
    opaqueApplication: {
      ...aClient('demo-opaque-application', 'Demo application with opaque tokens'),
      resources: [opaqueAudience],
      application,
    },
    idleApplication: {
      ...aClient('demo-idle-application', 'Demo application without roles'),
      application: { ...application, roles: [] },
    },
    api: aClient('repairs-api', 'Repairs API'),
  };
}

/** The scope that an application requests. */
export const applicationScope = (client: OAuthClient): string =>
  toScopeOfApplication(client.resources?.[0] ?? audience);

/** Completes the settings of the callers with what only the local world knows: its tenants and its introspection. */
export function toCallerSettings(
  settings: CallerSettings,
  { api, introspectionUrl }: { readonly api: OAuthClient; readonly introspectionUrl: string },
): Readonly<Record<string, string | undefined>> {
  const kinds = settings.API_CALLERS?.split(',').map((kind) => kind.trim()) ?? [];
  return {
    ...(kinds.includes('service') ? { SERVICE_TENANT: contoso.id } : {}),
    ...(kinds.includes('anonymous') ? { ANONYMOUS_TENANT: contoso.id } : {}),
    ...(kinds.includes('opaque')
      ? {
          OAUTH_INTROSPECTION_URL: introspectionUrl,
          OAUTH_INTROSPECTION_CLIENT_ID: api.clientId,
          OAUTH_INTROSPECTION_CLIENT_SECRET: api.clientSecret,
          OAUTH_INTROSPECTION_AUDIENCE: opaqueAudience,
        }
      : {}),
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
  };
}
