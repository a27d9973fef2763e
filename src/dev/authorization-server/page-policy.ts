import { createHash } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import { styles } from './pages/styles.ts';

/** The Koa context of a request before the provider's own routes. */
export type PageContext = Parameters<Parameters<Provider['use']>[0]>[0];

/**
 * Sets the security headers of every response. Deliberately omits Cross-Origin-Opener-Policy: with `same-origin`, the
 * pop-up would lose its opener, and the sign-in would never complete.
 */
export function setSecurityHeaders(ctx: PageContext): void {
  ctx.set('X-Content-Type-Options', 'nosniff');
  // With `no-referrer`, browsers would send `Origin: null` with the forms.
  ctx.set('Referrer-Policy', 'same-origin');
  ctx.set('Cache-Control', 'no-store');
  allowFormRedirects(ctx, []);
}

/**
 * Allows forms to redirect to the origins of these URIs in addition to the server itself. Browsers check `form-action`
 * for every redirect in the chain, so it must include the client's redirect URI.
 */
export function allowFormRedirects(ctx: PageContext, redirectUris: readonly string[]): void {
  const origins = redirectUris.map((uri) => new URL(uri).origin);
  ctx.set(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      `style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'`,
      `form-action ${["'self'", ...new Set(origins)].join(' ')}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
  );
}
