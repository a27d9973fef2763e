import type { Handler } from '../../foundation/http.ts';
import { html } from '../../local/html.ts';
import { readSessionCookie } from './cookie.ts';
import type { SessionHandler } from './guard.ts';
import type { Sessions } from './sessions.ts';

/**
 * Wraps a handler for URLs that other sites redirect or link to. The browser omits the session cookie (SameSite=Strict)
 * from such a request, so the response is a page that reloads the same URL from this host.
 * @param noSession answers the reload if there is still no session.
 */
export function withSameSiteReload(sessions: Sessions, handler: SessionHandler, noSession: Handler): Handler {
  return async (request) => {
    const { headers, path, query } = request;
    const session = sessions.find(readSessionCookie(headers));
    const isReload = query.has('again');
    query.delete('again');
    if (session !== undefined) {
      return handler(request, session);
    }
    if (isReload) {
      return noSession(request);
    }
    const body = toReloadPage(`${path}?${new URLSearchParams([...query, ['again', '1']])}`);
    return {
      status: 200,
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
      body,
    };
  };
}

/** @param url relative to this host. */
export function toReloadPage(url: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>One moment</title>
<meta http-equiv="refresh" content="0; url=${url}">
</head>
<body><main><p>One moment…</p></main></body>
</html>
`.text;
}
