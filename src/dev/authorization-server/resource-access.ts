import { errors, type ResourceServer } from 'oidc-provider';
import {
  type Application,
  type OAuthClient,
  openIdScopes,
  type ProtectedResource,
} from './authorization-server-options.ts';

/** Which client may request tokens for which resource, with which scopes. */
export interface ResourceAccess {
  /** The audience of the resource that a client gets tokens for if it names none. */
  defaultAudience(clientId: string): string;
  /**
   * The resource as the provider needs it.
   * @throws InvalidTarget if the client may not request tokens for this resource.
   */
  resourceServer(audience: string, clientId: string): ResourceServer;
  /** @throws InvalidTarget if the client may not request tokens for this resource. */
  scopesOf(audience: string, clientId: string): readonly string[];
  /** The application of a client, if it is one. */
  application(clientId: string): Application | undefined;
  /** Whether any resource server introspects its tokens. */
  readonly hasIntrospection: boolean;
  /** Whether this client is the resource server of the resource. */
  isIntrospectedBy(audience: string, clientId: string): boolean;
  /** Describes what a scope allows, for the consent page. */
  describe(scope: string): string;
}

export interface ResourceAccessOptions {
  readonly resources: readonly ProtectedResource[];
  readonly clients: readonly OAuthClient[];
  /** Lifetime in seconds. */
  readonly accessTokenLifetime: number;
}

/** @throws Error if a client is registered for a resource or a role that does not exist. */
export function createResourceAccess({
  resources,
  clients,
  accessTokenLifetime,
}: ResourceAccessOptions): ResourceAccess {
  const byClient = new Map(clients.map((client) => [client.clientId, findResources(client, resources)]));
  const applications = new Map(clients.map(({ clientId, application }) => [clientId, application]));
  const descriptions = new Map(
    resources.flatMap(({ scopes }) => scopes.map(({ name, description }) => [name, description] as const)),
  );

  function find(audience: string, clientId: string): ProtectedResource {
    const resource = byClient.get(clientId)?.find((candidate) => candidate.audience === audience);
    if (resource === undefined) {
      throw new errors.InvalidTarget();
    }
    return resource;
  }
  const scopesOf = (audience: string, clientId: string) => find(audience, clientId).scopes.map(({ name }) => name);

  return {
    defaultAudience(clientId) {
      const first = byClient.get(clientId)?.[0];
      if (first === undefined) {
        throw new errors.InvalidTarget();
      }
      return first.audience;
    },
    resourceServer: (audience, clientId) => ({
      audience,
      scope: scopesOf(audience, clientId).join(' '),
      accessTokenTTL: accessTokenLifetime,
      ...(find(audience, clientId).accessTokenFormat === 'jwt'
        ? { accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }
        : { accessTokenFormat: 'opaque' }),
    }),
    scopesOf,
    application: (clientId) => applications.get(clientId),
    hasIntrospection: resources.some(({ introspectedBy }) => introspectedBy !== undefined),
    isIntrospectedBy: (audience, clientId) =>
      resources.some((resource) => resource.audience === audience && resource.introspectedBy === clientId),
    describe: (scope) => (Object.hasOwn(openIdScopes, scope) ? openIdScopes[scope] : descriptions.get(scope)) ?? scope,
  };
}

function findResources(client: OAuthClient, resources: readonly ProtectedResource[]): readonly ProtectedResource[] {
  const { clientId, application } = client;
  const found =
    client.resources?.map((audience) => {
      const resource = resources.find((candidate) => candidate.audience === audience);
      if (resource === undefined) {
        throw new Error(`The client ${clientId} is registered for ${audience}, which is not a resource.`);
      }
      return resource;
    }) ?? resources.slice(0, 1);
  const unknown = application?.roles.find((role) => !found.every(({ roles = [] }) => roles.includes(role)));
  if (unknown !== undefined) {
    throw new Error(`The application ${clientId} has the role ${unknown}, which its resources do not define.`);
  }
  return found;
}
