import { createHash } from 'node:crypto';
import { InvalidRequest, NotFound } from '../foundation/errors.ts';
import { BrokenAnswer } from './api-fault.ts';
import type { RepairsQuery } from './repairs-client.ts';
import { SignInNeeded } from './sign-in-needed.ts';

const longestId = 64;
const longestToken = 16_384;
const entityTag = /^(W\/)?"[\x21\x23-\x7e]{0,190}"$/;
const bearerToken = /^[A-Za-z0-9\-._~+/]+=*$/;
const plainKey = /^[\x21-\x7e]{1,255}$/;

export const repairNotFound = 'This repair no longer exists. Search again for the one you need.';

/**
 * Returns the path of a repair below the base URL. The id is encoded, so it cannot change the path.
 * @throws NotFound for an id that no repair can have.
 */
export function toRepairPath(id: string): string {
  const isImpossible = id === '' || id === '.' || id === '..' || id.length > longestId || !id.isWellFormed();
  if (isImpossible) {
    throw new NotFound(repairNotFound);
  }
  return `/repairs/${encodeURIComponent(id)}`;
}

/** Returns the path of a page of repairs below the base URL. */
export function toListPath({ assignedTo, status, text, limit, cursor }: RepairsQuery): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ assignedTo, status, text, limit, cursor })) {
    if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  return parameters.size === 0 ? '/repairs' : `/repairs?${parameters}`;
}

/** @throws SignInNeeded unless it is a bearer token (RFC 6750 section 2.1). */
export function toAuthorization(accessToken: string): string {
  if (accessToken.length > longestToken || !bearerToken.test(accessToken)) {
    throw new SignInNeeded({ detail: 'the access token cannot be sent' });
  }
  return `Bearer ${accessToken}`;
}

/** @throws InvalidRequest unless it is an entity tag (RFC 9110 section 8.8.3). */
export function toIfMatch(etag: string): string {
  if (!entityTag.test(etag)) {
    throw new InvalidRequest('This card is no longer valid. Open the repair again.', { field: 'If-Match' });
  }
  return etag;
}

/** Returns the key if a header can contain it, otherwise its digest. */
export function toIdempotencyKeyHeader(key: string): string {
  if (key === '') {
    throw new TypeError('An Idempotency-Key must not be empty.');
  }
  return plainKey.test(key) ? key : createHash('sha256').update(key).digest('hex');
}

/** @throws BrokenAnswer if there is no entity tag. */
export function parseEntityTag(header: string | undefined): string {
  if (header === undefined || !entityTag.test(header)) {
    throw new BrokenAnswer('no ETag');
  }
  return header;
}

/** Whether `Allow` names the method (RFC 9110 section 10.2.1). Without the header nothing is allowed. */
export function isAllowed(method: string, allow: string | undefined): boolean {
  return (allow ?? '').split(',').some((name) => name.trim() === method);
}
