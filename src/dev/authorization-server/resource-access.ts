import { errors, type ResourceServer } from 'oidc-provider';
import { openIdScopes, type ProtectedResource, type SingleSignOnApp } from './authorization-server-options.ts';

/** Which client may request tokens for which resource, with which scopes: each client has exactly one resource. */
export interface ResourceAccess {
  readonly singleSignOn: SingleSignOnApp | undefined;
  /** The resource of a client. */
  audienceOf(clientId: string): string;
  /** @throws InvalidTarget if the client may not request tokens for this resource. */
  resourceServer(audience: string, clientId: string): ResourceServer;
  scopesOf(clientId: string): readonly string[];
  /** Describes what a scope allows, for the consent page. */
  describe(scope: string): string;
}

/** The scope of Teams clients at an app, in the form of Microsoft Entra ID. */
export const toAccessScope = (resource: string): string => `${resource}/access_as_user`;

export function createResourceAccess(
  resource: ProtectedResource,
  singleSignOn: SingleSignOnApp | undefined,
  accessTokenLifetime: number,
): ResourceAccess {
  const isTeams = (clientId: string): boolean => clientId === singleSignOn?.teamsClientId;
  const descriptions = new Map(resource.scopes.map(({ name, description }) => [name, description]));
  const access: ResourceAccess = {
    singleSignOn,
    audienceOf: (clientId) =>
      singleSignOn !== undefined && isTeams(clientId) ? singleSignOn.resource : resource.audience,
    resourceServer(audience, clientId) {
      if (audience !== access.audienceOf(clientId)) {
        throw new errors.InvalidTarget();
      }
      return {
        audience,
        scope: access.scopesOf(clientId).join(' '),
        accessTokenFormat: 'jwt',
        accessTokenTTL: accessTokenLifetime,
        jwt: { sign: { alg: 'RS256' } },
      };
    },
    scopesOf: (clientId) =>
      singleSignOn !== undefined && isTeams(clientId)
        ? [toAccessScope(singleSignOn.resource)]
        : resource.scopes.map(({ name }) => name),
    describe: (scope) =>
      singleSignOn !== undefined && scope === toAccessScope(singleSignOn.resource)
        ? 'Sign you in without asking'
        : ((Object.hasOwn(openIdScopes, scope) ? openIdScopes[scope] : descriptions.get(scope)) ?? scope),
  };
  return access;
}
