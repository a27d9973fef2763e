import { readFileSync } from 'node:fs';
import { type Html, html } from '../../foundation/html.ts';
import type { Route } from '../../foundation/http.ts';
import type { Guard } from '../sessions/guard.ts';
import type { SignInResult } from './sign-in.ts';

/** What a sign-in at the token service was for. */
export interface SignInAbout {
  readonly connectionName?: string;
  readonly signInId?: string;
}

/**
 * The last page of the pop-up: says how the sign-in ended, tells the page that opened it, and closes where all is well.
 * @param about of a sign-in at the token service, which has no registration to name.
 */
export function toSignInEndPage(result: SignInResult, about?: SignInAbout): string {
  const { title, text, remedy } = result.ok
    ? { title: 'You are signed in', text: 'This window closes by itself.', remedy: '' }
    : result;
  const data = toData({
    ok: String(result.ok),
    'registration-id': result.ok && about === undefined ? result.registrationId : undefined,
    'connection-name': about?.connectionName,
    'sign-in-id': about?.signInId,
    state: result.ok ? result.verificationCode : undefined,
    message: result.ok ? undefined : `${title}. ${text}`,
  });
  return page(
    title,
    html`<script src="/sign-in-end.js" defer></script>`,
    html`<body${data}>
<main>
<h1>${title}</h1>
<p>${text}</p>
${remedy !== '' && html`<p>${remedy}</p>`}
<button type="button">Close</button>
</main>
</body>`,
  );
}

/** Serves the script and the styles of the page. */
export function createSignInEndRoutes(guard: Pick<Guard, 'open'>): readonly Route[] {
  const types = { js: 'text/javascript', css: 'text/css' };
  return Object.entries(types).map(([extension, type]) => {
    const body = readFileSync(new URL(`./sign-in-end.${extension}`, import.meta.url));
    const headers = { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' };
    const path = `/sign-in-end.${extension}`;
    return { method: 'GET', path, admit: guard.open(async () => ({ status: 200, headers, body })) };
  });
}

function toData(values: Readonly<Record<string, string | undefined>>): readonly Html[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [html` data-${name}="${value}"`],
  );
}

/**
 * A page that opens the same address again from this host itself. The browser came here from another site, so it has kept the
 * session cookie (SameSite=Strict) back; on the second way it sends it.
 * @param url of this host, relative.
 */
export function toComeAgainPage(url: string): string {
  return page(
    'One moment',
    html`<meta http-equiv="refresh" content="0; url=${url}">`,
    html`<body><main><p>One moment…</p></main></body>`,
  );
}

function page(title: string, head: Html, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/sign-in-end.css">
${head}
</head>
${body}
</html>
`.text;
}
