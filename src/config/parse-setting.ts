/** What settings are made of. Each of these gives undefined for text that does not do. */
import { resolve } from 'node:path';
import { isSecureUrl } from '../foundation/loopback.ts';

export const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
export const guidPattern = new RegExp(`^${guid}$`, 'i');

export const matching =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.test(text) ? text : undefined;

export const oneOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word | undefined =>
    words.find((word) => word === text);

/** An https URL, or an http one on loopback, without user name or fragment; braces, which no URL has, want filling in. */
function parseUrlWithQuery(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || /[#\s\\{}]/.test(text)) {
    return undefined;
  }
  return isSecureUrl(url) ? url : undefined;
}

/** The same without a query. */
export const parseUrl = (text: string): URL | undefined => (text.includes('?') ? undefined : parseUrlWithQuery(text));

export const parseAddressWithQuery = (text: string): string | undefined => parseUrlWithQuery(text)?.href;

export const parseAddress = (text: string): string | undefined => parseUrl(text)?.href;

/** An address others are put behind, so without a slash at the end. */
export const parseBase = (text: string): string | undefined => parseUrl(text)?.href.replace(/\/+$/, '');

export function parseOrigin(text: string): string | undefined {
  const url = parseUrl(text);
  return url?.pathname === '/' ? url.origin : undefined;
}

/** Origins between commas, of characters that mean nothing in a header or a page. */
export function parseOrigins(text: string): readonly string[] | undefined {
  const items = text.split(',');
  const origins = items.flatMap((item) => parseOrigin(item.trim()) ?? []);
  const areTame = origins.length === items.length && origins.every((origin) => /^[a-z\d.:/[\]-]+$/.test(origin));
  return areTame ? Object.freeze([...new Set(origins)]) : undefined;
}

/** Addresses between commas; each ends with a slash, so that no host or folder passes for another that begins alike. */
export function parsePrefixes(text: string): readonly string[] | undefined {
  const urls = text.split(',').map((item) => parseUrl(item.trim()));
  const prefixes = urls.flatMap((url) =>
    url === undefined ? [] : [url.href.endsWith('/') ? url.href : `${url.href}/`],
  );
  return prefixes.length === urls.length ? Object.freeze([...new Set(prefixes)]) : undefined;
}

export function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

export const parsePath = (text: string): string | undefined => (text.includes('\0') ? undefined : resolve(text));

export const parseGuid = (text: string): string | undefined => matching(guidPattern)(text)?.toLowerCase();

/** GUIDs between commas, in lower case. */
export function parseGuids(text: string): readonly string[] | undefined {
  const guids = text.split(',').map((item) => parseGuid(item.trim()));
  return guids.every((item) => item !== undefined) ? Object.freeze([...new Set(guids)]) : undefined;
}
