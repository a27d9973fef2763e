import type { IncomingMessage } from 'node:http';
import rawBody from 'raw-body';
import { InvalidRequest, PayloadTooLarge, UnsupportedMediaType } from '../foundation/errors.ts';
import type { BodyFormat } from '../foundation/http.ts';

/**
 * Reads and parses the body of a request.
 * @param format undefined if the route does not accept a body, which is then not read.
 * @returns undefined if there is no body.
 * @throws InvalidRequest if the body is not UTF-8, incomplete, or malformed.
 * @throws PayloadTooLarge
 * @throws UnsupportedMediaType
 */
export async function readBody(request: IncomingMessage, format: BodyFormat | undefined): Promise<unknown> {
  const { 'content-length': length, 'transfer-encoding': transferEncoding } = request.headers;
  if (format === undefined || (transferEncoding === undefined && (length === undefined || Number(length) === 0))) {
    return undefined;
  }
  if (parseContentType(request.headers['content-type']) !== format.type) {
    throw new UnsupportedMediaType(`The body must be ${format.type}.`, { field: 'Content-Type' });
  }
  return format.parse(decode(await readBytes(request, length, format.limit)));
}

/** @throws UnsupportedMediaType for a charset other than UTF-8. */
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
    // Discards the rest, for as long as Node's request timeout allows.
    request.resume();
    if (cause instanceof Error && 'type' in cause && cause.type === 'entity.too.large') {
      throw new PayloadTooLarge(`The body must not exceed ${limit} bytes.`);
    }
    throw new InvalidRequest('The body is incomplete. Send it again.');
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidRequest('The body is not UTF-8.');
  }
}
