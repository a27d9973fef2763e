import { type CryptoKey, errors as joseErrors, jwtVerify } from 'jose';
import { errors, type Provider, type TokenEndpointGrantContext } from 'oidc-provider';
import { openIdScopes, type SingleSignOnApp } from './authorization-server-options.ts';
import type { Consents } from './people/consents.ts';
import type { ResourceAccess } from './resource-access.ts';

/** The grant type of the on-behalf-of flow of Microsoft Entra ID (RFC 7523). */
export const onBehalfOf = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The scope of Teams clients at an app, in the form of Microsoft Entra ID. */
export const toAccessScope = (resource: string): string => `${resource}/access_as_user`;

interface Parameters {
  readonly assertion?: string | undefined;
  readonly requested_token_use?: string | undefined;
}

export interface ExchangeOptions {
  readonly access: ResourceAccess;
  readonly app: SingleSignOnApp;
  readonly consents: Consents;
  /** The key that the access tokens are verified with. */
  readonly publicKey: CryptoKey;
}

/**
 * Adds the on-behalf-of flow: the client of the app exchanges an access token that the Teams client was given for the
 * app. As at Microsoft Entra ID, the person must have consented to the scopes of the new token before.
 */
export function addOnBehalfOf(provider: Provider, { access, app, consents, publicKey }: ExchangeOptions): void {
  async function handle(ctx: TokenEndpointGrantContext<Parameters>): Promise<void> {
    const { client, params } = ctx.oidc;
    if (client.clientId !== app.appClientId) {
      throw new errors.UnauthorizedClient('the client exchanges no tokens');
    }
    if (params.requested_token_use !== 'on_behalf_of') {
      throw new errors.InvalidRequest('requested_token_use must be on_behalf_of');
    }
    const accountId = await verifyAssertion(params.assertion ?? '');
    const scopes = (params.scope ?? '').split(' ').filter((name) => name !== '' && !Object.hasOwn(openIdScopes, name));
    const audience = access.defaultAudience(client.clientId);
    const known = access.scopesOf(audience, client.clientId);
    if (scopes.length === 0 || !scopes.every((name) => known.includes(name))) {
      throw new errors.InvalidScope('request scopes of the resource', params.scope ?? '');
    }
    const grantId = consents.grantId(accountId, client.clientId);
    const grant = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const granted = grant?.getResourceScopeFiltered(audience, new Set(scopes)).split(' ') ?? [];
    if (grantId === undefined || !scopes.every((name) => granted.includes(name))) {
      // The description of the provider's own InvalidGrant is the same for every cause.
      const description = 'consent_required: the person has not allowed these scopes';
      throw new errors.CustomOIDCProviderError('invalid_grant', description);
    }
    const common = { accountId, client, grantId, gty: onBehalfOf, expiresWithSession: false };
    const token = new provider.AccessToken({ ...common, scope: scopes.join(' ') });
    token.resourceServer = new provider.ResourceServer(audience, access.resourceServer(audience, client.clientId));
    ctx.oidc.entity('AccessToken', token);
    const access_token = await token.save();
    const refresh = new provider.RefreshToken({ ...common, scope: scopes.join(' '), resource: audience, rotations: 0 });
    ctx.oidc.entity('RefreshToken', refresh);
    const refresh_token = await refresh.save();
    const { expiration: expires_in, tokenType: token_type } = token;
    ctx.body = { access_token, refresh_token, expires_in, token_type, scope: scopes.join(' ') };
  }

  /** @throws InvalidGrant unless the Teams client was given the assertion for the app and it is still valid. */
  async function verifyAssertion(assertion: string): Promise<string> {
    const { resource, teamsClientId } = app;
    try {
      const { payload } = await jwtVerify(assertion, publicKey, {
        algorithms: ['RS256'],
        typ: 'at+jwt',
        issuer: provider.issuer,
        audience: resource,
        requiredClaims: ['sub', 'exp', 'client_id', 'scope'],
      });
      const isForTeams = payload.client_id === teamsClientId;
      if (isForTeams && String(payload.scope).split(' ').includes(toAccessScope(resource)) && payload.sub) {
        return payload.sub;
      }
    } catch (cause) {
      if (!(cause instanceof joseErrors.JOSEError)) {
        throw cause;
      }
    }
    throw new errors.InvalidGrant('the assertion is not a valid token for this app');
  }

  provider.registerGrantType<Parameters>(onBehalfOf, handle, ['assertion', 'requested_token_use', 'scope']);
}
