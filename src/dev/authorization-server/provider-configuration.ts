import { randomBytes } from 'node:crypto';
import { type Configuration, errors, type JWKS, type KoaContextWithOIDC } from 'oidc-provider';
import { Html } from '../../local/html.ts';
import { type OAuthClient, openIdScopes, type SingleSignOnApp } from './authorization-server-options.ts';
import { onBehalfOf } from './exchange-on-behalf.ts';
import { renderProviderError } from './explain-error.ts';
import { createInteractionPolicy } from './interaction-policy.ts';
import { clientCredentials } from './issue-to-application.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import { signedOutPage, signOutPage } from './pages/sign-out-page.ts';
import type { Consents } from './people/consents.ts';
import { findPerson } from './people/people.ts';
import type { ResourceAccess } from './resource-access.ts';
import { findSignedIn } from './serve-pages.ts';
import { toTokenClaims } from './to-token-claims.ts';

export interface ProviderSettings {
  readonly clients: readonly OAuthClient[];
  readonly access: ResourceAccess;
  readonly singleSignOn: SingleSignOnApp | undefined;
  /** Lifetime in seconds. */
  readonly accessTokenLifetime: number;
  /** Private signing keys. */
  readonly jwks: JWKS;
  readonly consents: Consents;
}

export const introspectionPath = '/token/introspection';

const minute = 60;
const day = 24 * 60 * minute;

/** Creates the configuration of oidc-provider. Features that are not listed here are disabled. */
export function toProviderConfiguration(settings: ProviderSettings): Configuration {
  const { clients, access, singleSignOn, accessTokenLifetime, jwks, consents } = settings;
  return {
    adapter: createMemoryAdapter(),
    jwks,
    clients: clients.map((client) => toClientMetadata(client, singleSignOn)),
    routes: { introspection: introspectionPath },
    responseTypes: ['code'],
    scopes: Object.keys(openIdScopes),
    claims: { openid: ['sub', 'tid', 'name'] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    clockTolerance: 0,
    enabledJWA: {
      idTokenSigningAlgValues: ['RS256'],
      ...(access.hasIntrospection ? { introspectionSigningAlgValues: ['RS256'] } : {}),
    },
    discovery: { response_modes_supported: ['query'] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      // Cookies are shared between ports, and the local Teams host has the same host name.
      names: {
        session: 'authorization-server.session',
        interaction: 'authorization-server.interaction',
        resume: 'authorization-server.resume',
      },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    ttl: {
      AccessToken: accessTokenLifetime,
      ClientCredentials: accessTokenLifetime,
      AuthorizationCode: minute,
      IdToken: 5 * minute,
      Interaction: 10 * minute,
      Session: day,
      Grant: 14 * day,
      RefreshToken: 14 * day,
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}`, policy: createInteractionPolicy() },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true, allowedPolicy: ownTokensOnly },
      introspection: {
        enabled: access.hasIntrospection,
        allowedPolicy: (_ctx, client, token) => mayIntrospect(access, client, token),
      },
      jwtIntrospection: { enabled: access.hasIntrospection },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, { clientId }) => access.defaultAudience(clientId),
        getResourceServerInfo: (_ctx, indicator, { clientId }) => access.resourceServer(indicator, clientId),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          // The form is the provider's own markup.
          ctx.body = signOutPage(findPerson(ctx.oidc.session?.accountId), new Html(form));
        },
        postLogoutSuccessSource: async (ctx) => {
          ctx.body = signedOutPage(await findSignedIn(ctx.oidc.provider, ctx));
        },
      },
    },
    extraParams: { scope: (ctx, value, { clientId }) => checkScopes(value, scopesOfRequest(ctx, clientId, access)) },
    extraTokenClaims: (_ctx, token) => toTokenClaims(token, access),
    findAccount: (_ctx, sub) => {
      const person = findPerson(sub);
      return person && { accountId: sub, claims: () => ({ sub, tid: person.tenant.id, name: person.name }) };
    },
    loadExistingGrant: (ctx) => existingGrant(ctx, consents),
    // By default, a refresh token requires offline_access with prompt=consent, and Teams never sends `prompt`.
    issueRefreshToken: (_ctx, client) => client.clientAuthMethod !== 'none' && client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    renderError: (ctx, out, error) => renderProviderError(ctx, out, error, clients),
  };
}

function toClientMetadata(
  client: OAuthClient,
  singleSignOn: SingleSignOnApp | undefined,
): NonNullable<Configuration['clients']>[number] {
  const signsIn = client.redirectUris.length > 0;
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    client_name: client.name,
    redirect_uris: [...client.redirectUris],
    token_endpoint_auth_method: client.tokenEndpointAuthMethod ?? 'client_secret_basic',
    grant_types: [
      ...(signsIn ? ['authorization_code', 'refresh_token'] : []),
      ...(client.application === undefined ? [] : [clientCredentials]),
      ...(singleSignOn?.appClientId === client.clientId ? [onBehalfOf] : []),
    ],
    response_types: signsIn ? ['code'] : [],
    response_modes: ['query'],
    // For native clients, any loopback port would be accepted.
    application_type: 'web',
  };
}

/** @throws InvalidTarget for more than one resource, or one that the client may not request tokens for. */
function scopesOfRequest(ctx: KoaContextWithOIDC, clientId: string, access: ResourceAccess): readonly string[] {
  const resource = ctx.oidc.params?.resource ?? access.defaultAudience(clientId);
  if (typeof resource !== 'string') {
    throw new errors.InvalidTarget('request one resource at a time');
  }
  return access.scopesOf(resource, clientId);
}

/** Rejects unknown scopes, as Microsoft Entra ID does; the provider would ignore them. */
function checkScopes(requested: string | undefined, ofResource: readonly string[]): void {
  const names = requested?.split(' ') ?? [];
  const known = [...Object.keys(openIdScopes), ...ofResource];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new errors.InvalidScope('a requested scope is unknown here', unknown.join(' '));
  }
  if (names.every((name) => Object.hasOwn(openIdScopes, name))) {
    throw new errors.InvalidScope('no scope of the resource was requested', known.join(' '));
  }
}

/**
 * A resource server may introspect access tokens for itself only. For refresh tokens and all others the answer is
 * `active: false` (RFC 7662 section 2.2).
 */
function mayIntrospect(
  access: ResourceAccess,
  client: { clientId: string },
  token: { kind: string; aud?: string | string[] | undefined },
): boolean {
  const isAccessToken = token.kind === 'AccessToken' || token.kind === 'ClientCredentials';
  return isAccessToken && typeof token.aud === 'string' && access.isIntrospectedBy(token.aud, client.clientId);
}

/** A client may revoke its own tokens only (RFC 7009 section 2.1). */
function ownTokensOnly(
  _ctx: KoaContextWithOIDC,
  client: { clientId: string },
  token: { clientId?: string | undefined },
) {
  if (token.clientId !== client.clientId) {
    throw new errors.InvalidRequest('the token was issued to another client');
  }
  return true;
}

async function existingGrant(ctx: KoaContextWithOIDC, consents: Consents) {
  const { account, client, provider, result } = ctx.oidc;
  const grantId =
    result?.consent?.grantId ?? (account && client ? consents.grantId(account.accountId, client.clientId) : undefined);
  return grantId === undefined ? undefined : provider.Grant.find(grantId);
}
