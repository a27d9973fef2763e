import type { IncomingMessage } from 'node:http';
import rawBody from 'raw-body';
import { parse as parseJson } from 'secure-json-parse';
import { InvalidRequest, PayloadTooLarge, UnsupportedMediaType } from '../foundation/errors.ts';
import type { Route } from '../foundation/http.ts';

/**
 * Reads a request's body as far as the route takes one: a JSON value, the fields of a form, or undefined where there is
 * none. What a route that takes no body is sent is not read.
 * @throws InvalidRequest when the body is not UTF-8, not JSON, cut short, or names a prototype (`__proto__`).
 * @throws PayloadTooLarge @throws UnsupportedMediaType
 */
export async function readBody(request: IncomingMessage, wanted: Route['body']): Promise<unknown> {
  const { 'content-length': length, 'transfer-encoding': transferEncoding } = request.headers;
  if (wanted === undefined || (transferEncoding === undefined && (length === undefined || Number(length) === 0))) {
    return undefined;
  }
  const type = parseContentType(request.headers['content-type']);
  if (!wanted.types.some((candidate) => candidate === type)) {
    throw new UnsupportedMediaType(`The body must be ${wanted.types.join(' or ')}.`, { field: 'Content-Type' });
  }
  const text = decode(await readBytes(request, length, wanted.limit));
  return type === 'application/json' ? parse(text) : new URLSearchParams(text);
}

/** @throws UnsupportedMediaType when a charset other than UTF-8 is named. */
function parseContentType(header = ''): string {
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (charset !== undefined && charset.replaceAll('"', '') !== 'utf-8') {
    throw new UnsupportedMediaType('The body must be encoded as UTF-8.', { field: 'Content-Type' });
  }
  return type;
}

async function readBytes(request: IncomingMessage, length: string | undefined, limit: number): Promise<Buffer> {
  try {
    return await rawBody(request, { limit, length: length ?? null });
  } catch (cause) {
    // Lets Node discard the rest; its request timeout bounds for how long.
    request.resume();
    if ((cause as { type?: unknown }).type === 'entity.too.large') {
      throw new PayloadTooLarge(`The body may be ${limit} bytes at most.`);
    }
    throw new InvalidRequest('The body ended early.');
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidRequest('The body is not UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return parseJson(text) as unknown;
  } catch {
    // The parser's message quotes the body, which is not for the log either.
    throw new InvalidRequest('The body is not JSON this service accepts.');
  }
}
