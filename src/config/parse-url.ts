/** The URLs in settings. Each function returns undefined for text that is malformed. */
import { isSecureUrl } from '../foundation/loopback.ts';

/** An https URL, or an http one on loopback, without user, fragment, or braces that are left of a template. */
export function parseUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || /[#\s\\{}]/.test(text)) {
    return undefined;
  }
  return isSecureUrl(url) ? url : undefined;
}

export function parseUrlWithoutQuery(text: string): URL | undefined {
  return text.includes('?') ? undefined : parseUrl(text);
}

/** A URL that paths are appended to, without a slash at the end. */
export function parseBase(text: string): string | undefined {
  return parseUrlWithoutQuery(text)?.href.replace(/\/+$/, '');
}

/** The beginning of other URLs. With its slash at the end, `https://host/` is no beginning of `https://host.example`. */
export function parsePrefix(text: string): string | undefined {
  const base = parseBase(text);
  return base && `${base}/`;
}

/** An origin, made of characters that have no meaning in a header or a page. */
export function parseOrigin(text: string): string | undefined {
  const url = parseUrlWithoutQuery(text);
  return url?.pathname === '/' && /^[a-z\d.:/[\]-]+$/.test(url.origin) ? url.origin : undefined;
}

/** The tenant in an issuer of Microsoft Entra ID: a GUID in lower case, or `{tenantid}`. The host varies between clouds. */
export function parseIssuerTenant(issuer: string): string | undefined {
  return /^https:\/\/[^/?#]+\/([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|\{tenantid\})\/v2\.0$/.exec(issuer)?.[1];
}
