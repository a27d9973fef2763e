import { errors, type Provider, type TokenEndpointGrantContext } from 'oidc-provider';
import type { ResourceAccess } from './resource-access.ts';

/** The client credentials grant (RFC 6749 section 4.4). */
export const clientCredentials = 'client_credentials';

interface Parameters {
  readonly scope?: string | undefined;
  readonly resource?: string | readonly string[] | undefined;
}

/** Ends the only scope that an application can request: all roles that it was granted for the resource before it. */
const defaultScope = '/.default';

/** Returns the scope that an application requests for the resource with this audience. */
export const toScopeOfApplication = (audience: string): string => audience + defaultScope;

/**
 * Adds the client credentials grant. As at Microsoft Entra ID, an application requests `<audience>/.default`, and its
 * token has no scopes but the roles that it was granted.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function addClientCredentials(provider: Provider, access: ResourceAccess): void {
  async function handle(ctx: TokenEndpointGrantContext<Parameters>): Promise<void> {
    const { client, params } = ctx.oidc;
    const scope = params.scope ?? '';
    if (!scope.endsWith(defaultScope) || scope.includes(' ')) {
      throw new errors.InvalidScope('an application requests exactly one scope: <audience>/.default', scope);
    }
    const audience = scope.slice(0, -defaultScope.length);
    if (params.resource !== undefined && params.resource !== audience) {
      throw new errors.InvalidTarget();
    }
    const token = new provider.ClientCredentials({ client });
    token.resourceServer = new provider.ResourceServer(audience, access.resourceServer(audience, client.clientId));
    ctx.oidc.entity('ClientCredentials', token);
    const access_token = await token.save();
    // Without a refresh token (RFC 6749 section 4.4.3).
    ctx.body = { access_token, expires_in: token.expiration, token_type: token.tokenType };
  }

  provider.registerGrantType<Parameters>(clientCredentials, handle, ['scope', 'resource']);
}
