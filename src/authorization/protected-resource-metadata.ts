import { toTenantIssuer } from './access-tokens/token-rules.ts';
import type { AuthorizationSettings } from './callers/authorization-settings.ts';
import { scopes } from './callers/principal.ts';

/** RFC 9728 section 2. */
export interface ProtectedResourceMetadata {
  readonly resource: string;
  readonly resource_name: string;
  /** Absent, as the scopes are, if no caller with an access token is permitted. */
  readonly authorization_servers?: readonly string[];
  readonly scopes_supported?: readonly string[];
  readonly bearer_methods_supported: readonly string[];
}

/**
 * Returns the metadata that tells clients where to get access tokens for this API; served at
 * `/.well-known/oauth-protected-resource`.
 * @param publicUrl origin of the app.
 */
export function toProtectedResourceMetadata(
  settings: AuthorizationSettings,
  publicUrl: string,
): ProtectedResourceMetadata {
  const issuers = settings.allowedTenants.map((tenant) => toTenantIssuer(settings.issuer, tenant));
  const { callers } = settings;
  const hasTokens = callers.includes('person') || callers.includes('opaque') || callers.includes('application');
  return {
    resource: new URL(publicUrl).origin,
    resource_name: 'Repairs',
    ...(hasTokens ? { authorization_servers: [...new Set(issuers)], scopes_supported: scopes } : {}),
    bearer_methods_supported: ['header'],
  };
}
