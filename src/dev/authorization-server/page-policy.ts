import { createHash } from 'node:crypto';
import type { PageContext } from './page-context.ts';
import { styles } from './pages/styles.ts';

/**
 * Sets the headers of every answer. There is deliberately no Cross-Origin-Opener-Policy: with `same-origin` the pop-up
 * would lose the window that opened it, and the sign-in would never come to its end.
 */
export function setSecurityHeaders(ctx: PageContext): void {
  ctx.set('X-Content-Type-Options', 'nosniff');
  // With `no-referrer` browsers would send `Origin: null` with our forms.
  ctx.set('Referrer-Policy', 'same-origin');
  ctx.set('Cache-Control', 'no-store');
  allowFormRedirects(ctx, []);
}

/**
 * Says which origins the redirects after a posted form may lead to, besides our own: browsers hold `form-action`
 * against every redirect in the chain, so the client's redirect URI has to be among them.
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
