import { readFileSync } from 'node:fs';
import type { Route } from '../../foundation/http.ts';
import { type Html, html } from '../../local/html.ts';
import type { Guard } from '../sessions/guard.ts';
import type { SignInResult } from './sign-in.ts';

/** Identifies a sign-in at the token service, whose registration id the page does not know. */
export interface SignInAbout {
  readonly connectionName?: string | undefined;
  readonly signInId?: string | undefined;
}

/**
 * Renders the last page of the pop-up: it shows the result of the sign-in, sends it to the opener, and closes the
 * window after a success, or if the person cancelled.
 * @param about identifies a sign-in at the token service.
 * @param isOwn whether the session of this browser has started the sign-in; otherwise the opener receives nothing.
 */
export function toSignInEndPage(
  result: SignInResult,
  { about, isOwn = true }: { readonly about?: SignInAbout | undefined; readonly isOwn?: boolean } = {},
): string {
  const { title, text, remedy } = result.ok
    ? { title: 'You are signed in', text: 'This window closes automatically.', remedy: '' }
    : result;
  const data = toData({
    ok: String(result.ok),
    closes: result.ok || result.isCancelled === true ? 'true' : undefined,
    'is-foreign': isOwn ? undefined : '',
    'registration-id': result.ok && about === undefined ? result.registrationId : undefined,
    'connection-name': about?.connectionName,
    'sign-in-id': about?.signInId,
    state: result.ok ? result.verificationCode : undefined,
    message: result.ok ? undefined : `${title}. ${text}`,
  });
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/sign-in-end.css">
<script src="/sign-in-end.js" defer></script>
</head>
<body${data}>
<main>
<h1>${title}</h1>
<p>${text}</p>
${remedy !== '' && html`<p>${remedy}</p>`}
<button type="button">Close</button>
</main>
</body>
</html>
`.text;
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
