import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { InvalidRequest, PayloadTooLarge, UnsupportedMediaType } from '../../foundation/errors.ts';
import { textMember } from '../../foundation/json-value.ts';

const limit = 4096;

/**
 * Reads a posted form of at most 4 KB.
 * @throws UnsupportedMediaType for another content type or a content encoding.
 * @throws PayloadTooLarge for a larger body.
 * @throws InvalidRequest if the body is incomplete.
 */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded' || request.headers['content-encoding'] !== undefined) {
    throw new UnsupportedMediaType('Send the form as application/x-www-form-urlencoded.');
  }
  try {
    return new URLSearchParams(
      await getRawBody(request, { length: request.headers['content-length'] ?? null, limit, encoding: 'utf8' }),
    );
  } catch (cause) {
    throw textMember(cause, 'type') === 'entity.too.large'
      ? new PayloadTooLarge(`The form is larger than ${limit} bytes.`, { cause })
      : new InvalidRequest('The form is incomplete.', { cause });
  }
}
