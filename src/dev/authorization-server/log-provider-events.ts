import type { EventEmitter } from 'node:events';
import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Log } from '../../foundation/log.ts';

/**
 * Logs the requests that the provider accepts and refuses with path, client and error, but without codes and tokens.
 */
export function logProviderEvents(provider: Provider, log: Log): void {
  const accepted = (event: string) => (ctx: KoaContextWithOIDC) =>
    log.info(event, { path: routeOf(ctx), clientId: ctx.oidc.client?.clientId, sub: ctx.oidc.account?.accountId });
  const refused = (event: string) => (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError) =>
    log.warn(event, {
      path: routeOf(ctx),
      clientId: ctx.oidc?.client?.clientId,
      error: error.error,
      description: error.error_description,
      detail: error.error_detail,
    });
  provider.on('authorization.success', accepted('authorization server: code issued'));
  provider.on('grant.success', accepted('authorization server: tokens issued'));
  provider.on('grant.revoked', accepted('authorization server: grant revoked'));
  provider.on('end_session.success', accepted('authorization server: signed out'));
  provider.on('authorization.error', refused('authorization server: authorization refused'));
  provider.on('grant.error', refused('authorization server: tokens refused'));
  provider.on('revocation.error', refused('authorization server: revocation refused'));
  provider.on('introspection.error', refused('authorization server: introspection refused'));
  provider.on('end_session.error', refused('authorization server: sign-out refused'));
  provider.on('discovery.error', refused('authorization server: discovery refused'));
  provider.on('jwks.error', refused('authorization server: key set refused'));
  provider.on('server_error', (ctx, error) => log.error('authorization server: failed', { path: routeOf(ctx), error }));
  // Koa's own event, which the provider's types omit.
  (provider as EventEmitter).on('error', (error: Error) => log.error('authorization server: failed', { error }));
}

/** Returns the path without interaction ids, which are secret until they expire. */
function routeOf(ctx: KoaContextWithOIDC): string {
  return ctx.path.replace(/^(\/auth|\/interaction)\/[^/]+/, '$1/…');
}
