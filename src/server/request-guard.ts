import type { Request } from 'restify';
import { InvalidRequest, UnsupportedMediaType } from '../foundation/errors.ts';

const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i;
const single: ReadonlySet<string> = new Set(['host', 'authorization', 'content-type', 'content-length']);

/**
 * Refuses what no route should ever see: restify parses URL and Host outside of any `try`, so that a malformed one would
 * end the process, and knows no limit to what a compressed body grows to.
 * @throws InvalidRequest for a malformed URL or Host, or a header sent twice that may be sent once.
 * @throws UnsupportedMediaType for a compressed body.
 */
export function guardRequest(request: Request): void {
  verifySingleHeaders(request.rawHeaders);
  const { host, 'content-encoding': encoding } = request.headers;
  if (host !== undefined && !hostPattern.test(host)) {
    throw new InvalidRequest('The Host header is malformed.');
  }
  const url = parseTarget(request);
  if (!isDecodable(url.pathname) || !isDecodable(url.search)) {
    throw new InvalidRequest('The request URL is not valid percent-encoded UTF-8.');
  }
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') {
    throw new UnsupportedMediaType('Compressed request bodies are not accepted.', {
      headers: { 'Accept-Encoding': 'identity' },
    });
  }
}

function parseTarget(request: Request): URL {
  const target = request.url ?? '';
  if (!target.startsWith('/') && !/^https?:\/\//i.test(target)) {
    throw new InvalidRequest('The request URL is malformed.');
  }
  try {
    return request.getUrl();
  } catch {
    throw new InvalidRequest('The request URL is malformed.');
  }
}

function isDecodable(text: string): boolean {
  if (!text.includes('%')) {
    return true;
  }
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Node takes the first of several and drops the rest, where a proxy in front may have judged by the last. */
function verifySingleHeaders(rawHeaders: readonly string[]): void {
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    if (!single.has(name)) {
      continue;
    }
    if (seen.has(name)) {
      throw new InvalidRequest('A header is there twice that may be there once.', { field: name });
    }
    seen.add(name);
  }
}
