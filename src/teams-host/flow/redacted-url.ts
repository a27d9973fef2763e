const secretNames =
  /^(code|state|code_verifier|session_state|client_assertion|password|login_hint|.*(token|secret|key).*)$/i;

/**
 * Formats a URL for the flow panel: removes credentials and the fragment, and redacts parameters that carry secrets.
 */
export function toRedactedUrl(url: string | URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.hash = '';
  const query = [...shown.searchParams].map(
    ([name, value]) =>
      `${encodeURIComponent(name)}=${secretNames.test(name) ? '[redacted]' : encodeURIComponent(value)}`,
  );
  shown.search = '';
  return query.length === 0 ? shown.href : `${shown.href}?${query.join('&')}`;
}
