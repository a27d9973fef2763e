/** Parsers for URLs in settings; each returns undefined for malformed text. */
import { isSecureUrl } from '../foundation/loopback.ts';

/** Accepts https, and http on loopback, without user name, password, fragment or the braces of a template. */
export function parseUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || /[#\s\\{}]/.test(text)) {
    return undefined;
  }
  return isSecureUrl(url) ? url : undefined;
}

/** Like `parseUrl`, but does not accept a query. */
export function parseUrlWithoutQuery(text: string): URL | undefined {
  return text.includes('?') ? undefined : parseUrl(text);
}

/** Parses a base URL and removes its trailing slashes. */
export function parseBase(text: string): string | undefined {
  return parseUrlWithoutQuery(text)?.href.replace(/\/+$/, '');
}

/** Parses a URL prefix and ends it with a slash, so that `https://host` does not match `https://host.example`. */
export function parsePrefix(text: string): string | undefined {
  const base = parseBase(text);
  return base && `${base}/`;
}

/** Parses an origin without characters that are special in a header or in HTML. */
export function parseOrigin(text: string): string | undefined {
  const url = parseUrlWithoutQuery(text);
  return url?.pathname === '/' && /^[a-z\d.:/[\]-]+$/.test(url.origin) ? url.origin : undefined;
}

/**
 * Returns the tenant in an issuer of Microsoft Entra ID: a GUID in lower case, or `{tenantid}`. The host differs by
 * cloud.
 */
export function parseIssuerTenant(issuer: string): string | undefined {
  return /^https:\/\/[^/?#]+\/([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|\{tenantid\})\/v2\.0$/.exec(issuer)?.[1];
}
