import type { EventEmitter } from 'node:events';
import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Log } from '../../foundation/log.ts';

/** Writes what the provider does and refuses into the log: client, path and error, never a code or a token. */
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
  provider.on('authorization.success', accepted('authorization_code_issued'));
  provider.on('grant.success', accepted('tokens_issued'));
  provider.on('grant.revoked', accepted('grant_revoked'));
  provider.on('end_session.success', accepted('signed_out'));
  provider.on('authorization.error', refused('authorization_refused'));
  provider.on('grant.error', refused('tokens_refused'));
  provider.on('revocation.error', refused('revocation_refused'));
  provider.on('end_session.error', refused('sign_out_refused'));
  provider.on('discovery.error', refused('discovery_refused'));
  provider.on('jwks.error', refused('key_set_refused'));
  provider.on('server_error', (ctx, error) => log.error('authorization_server_fault', { path: routeOf(ctx), error }));
  // Koa's own event, which the provider's types leave out.
  (provider as EventEmitter).on('error', (error: Error) => log.error('authorization_server_fault', { error }));
}

/** The path without the ids of interactions, which are as good as secrets while they live. */
function routeOf(ctx: KoaContextWithOIDC): string {
  return ctx.path.replace(/^(\/auth|\/interaction)\/[^/]+/, '$1/…');
}
