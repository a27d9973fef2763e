import type { SignInResult } from '../sign-in/sign-in.ts';

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
  return page({
    head: '<script src="/sign-in-end.js" defer></script>',
    title,
    body: `<body ${data}>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${remedy === '' ? '' : `<p>${escapeHtml(remedy)}</p>`}
<button type="button">Close</button>
</main>
</body>`,
  });
}

function toData(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`data-${name}="${escapeHtml(value)}"`]))
    .join(' ');
}

/**
 * A page that opens the same address again from this host itself. The browser came here from another site, so it has kept the
 * session cookie (SameSite=Strict) back; on the second way it sends it.
 * @param url of this host, relative.
 */
export function toComeAgainPage(url: string): string {
  return page({
    head: `<meta http-equiv="refresh" content="0; url=${escapeHtml(url)}">`,
    title: 'Signing in',
    body: '<body><main><p>Signing in…</p></main></body>',
  });
}

function page({ head, title, body }: { head: string; title: string; body: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/sign-in-end.css">
${head}
</head>
${body}
</html>
`;
}

/** Text into HTML, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
