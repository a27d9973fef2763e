import type { Request } from 'restify';
import { InvalidRequest, UnsupportedMediaType } from '../foundation/errors.ts';

const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i;
const uniqueHeaders: ReadonlySet<string> = new Set(['host', 'authorization', 'content-type', 'content-length']);

/**
 * Rejects requests that restify does not handle safely: it parses URL and Host outside of any `try`, so that a
 * malformed one would end the process, and it does not limit the size of a decompressed body.
 * @throws InvalidRequest for a malformed URL or Host, or for a repeated header that must be unique.
 * @throws UnsupportedMediaType for a compressed body.
 */
export function guardRequest(request: Request): void {
  verifyUniqueHeaders(request.rawHeaders);
  const { host, 'content-encoding': encoding } = request.headers;
  if (host !== undefined && !hostPattern.test(host)) {
    throw new InvalidRequest('The Host header is malformed.');
  }
  const url = parseTarget(request);
  if (!isDecodable(url.pathname) || !isDecodable(url.search)) {
    throw new InvalidRequest('The request URL is not valid percent-encoded UTF-8.');
  }
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') {
    throw new UnsupportedMediaType('Compressed request bodies are not accepted. Send the body uncompressed.', {
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

/** Node.js keeps the first of several and drops the rest, but a proxy in front may have used the last. */
function verifyUniqueHeaders(rawHeaders: readonly string[]): void {
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    if (!uniqueHeaders.has(name)) {
      continue;
    }
    if (seen.has(name)) {
      throw new InvalidRequest('This header must be sent only once.', { field: name });
    }
    seen.add(name);
  }
}
