import type { ProtectedResource } from './authorization-server/authorization-server-options.ts';
import { toAccessScope } from './authorization-server/exchange-on-behalf.ts';

/** The audiences of the repairs API: of its JWT access tokens, and of its opaque ones. */
export const audience = 'api://repairs';
export const opaqueAudience = 'api://repairs/opaque';

/** Roles of applications at the repairs API. */
export const readRole = 'Repairs.Read.All';
export const writeRole = 'Repairs.ReadWrite.All';

const repairs = {
  scopes: [
    { name: 'repairs_read', description: 'Read the repairs of your organisation' },
    { name: 'repairs_write', description: 'Create, change and delete repairs of your organisation' },
  ],
  roles: [readRole, writeRole],
};

export const scopeNames: readonly string[] = repairs.scopes.map(({ name }) => name);

export interface ResourceIds {
  /** Client id of the repairs API, which introspects its opaque tokens. */
  readonly apiClientId: string;
  /** Application ID URI of the bot, for single sign-on. */
  readonly botResource: string;
}

/** Returns all resources of the local world's authorization server; the first is the default of its clients. */
export function toResources({
  apiClientId,
  botResource,
}: ResourceIds): readonly [ProtectedResource, ...ProtectedResource[]] {
  return [
    { ...repairs, audience, accessTokenFormat: 'jwt' },
    { ...repairs, audience: opaqueAudience, accessTokenFormat: 'opaque', introspectedBy: apiClientId },
    {
      audience: botResource,
      accessTokenFormat: 'jwt',
      scopes: [{ name: toAccessScope(botResource), description: 'Sign you in without asking' }],
    },
  ];
}
