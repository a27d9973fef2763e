import { randomBytes } from 'node:crypto';
import { type Configuration, errors, type JWKS, type KoaContextWithOIDC } from 'oidc-provider';
import { Html } from '../../local/html.ts';
import { type OAuthClient, openIdScopes } from './authorization-server-options.ts';
import { onBehalfOf } from './exchange-on-behalf.ts';
import { renderProviderError } from './explain-error.ts';
import { createInteractionPolicy } from './interaction-policy.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import { signedOutPage, signOutPage } from './pages/sign-out-page.ts';
import type { Consents } from './people/consents.ts';
import { findPerson } from './people/people.ts';
import type { ResourceAccess } from './resource-access.ts';
import { findSignedIn } from './serve-pages.ts';

export interface ProviderSettings {
  readonly clients: readonly OAuthClient[];
  readonly access: ResourceAccess;
  /** Lifetime in seconds. */
  readonly accessTokenLifetime: number;
  /** Private signing keys. */
  readonly jwks: JWKS;
  readonly consents: Consents;
}

const minute = 60;
const day = 24 * 60 * minute;

/** Creates the configuration of oidc-provider. Features that are not listed here are disabled. */
export function toProviderConfiguration(settings: ProviderSettings): Configuration {
  const { clients, access, accessTokenLifetime, jwks, consents } = settings;
  return {
    adapter: createMemoryAdapter(),
    jwks,
    clients: clients.map((client) => toClientMetadata(client, access)),
    responseTypes: ['code'],
    scopes: Object.keys(openIdScopes),
    claims: { openid: ['sub', 'tid', 'name'] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    clockTolerance: 0,
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
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
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, { clientId }) => access.audienceOf(clientId),
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
    extraParams: { scope: (_ctx, value, { clientId }) => checkScopes(value, access.scopesOf(clientId)) },
    extraTokenClaims: (_ctx, token) => {
      const person = 'accountId' in token ? findPerson(token.accountId) : undefined;
      return person && { tid: person.tenant.id, oid: person.objectId, name: person.name };
    },
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
  { singleSignOn }: ResourceAccess,
): NonNullable<Configuration['clients']>[number] {
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    client_name: client.name,
    redirect_uris: [...client.redirectUris],
    token_endpoint_auth_method: client.tokenEndpointAuthMethod ?? 'client_secret_basic',
    grant_types: [
      'authorization_code',
      'refresh_token',
      ...(singleSignOn?.appClientId === client.clientId ? [onBehalfOf] : []),
    ],
    response_types: ['code'],
    response_modes: ['query'],
    // For native clients, any loopback port would be accepted.
    application_type: 'web',
  };
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
