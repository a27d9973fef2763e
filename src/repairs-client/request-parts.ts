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

export const repairNotThere = 'This repair is no longer there. Search again for the one you need.';

/**
 * The path of one repair below the API's own, safe whatever the id is: nothing in it can lead to another address.
 * @throws NotFound for an id that no repair can have.
 */
export function toRepairPath(id: string): string {
  const isImpossible = id === '' || id === '.' || id === '..' || id.length > longestId || !id.isWellFormed();
  if (isImpossible) {
    throw new NotFound(repairNotThere);
  }
  return `/repairs/${encodeURIComponent(id)}`;
}

/** The path of a page of repairs below the API's own. */
export function toListPath({ assignedTo, status, text, limit, cursor }: RepairsQuery): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ assignedTo, status, text, limit, cursor })) {
    if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  return parameters.size === 0 ? '/repairs' : `/repairs?${parameters}`;
}

/** @throws SignInNeeded for what is no bearer token (RFC 6750 section 2.1) and so cannot be sent. */
export function toAuthorization(accessToken: string): string {
  if (accessToken.length > longestToken || !bearerToken.test(accessToken)) {
    throw new SignInNeeded({ detail: 'the access token cannot be sent' });
  }
  return `Bearer ${accessToken}`;
}

/** @throws InvalidRequest for what is no entity tag (RFC 9110 section 8.8.3). */
export function toIfMatch(etag: string): string {
  if (!entityTag.test(etag)) {
    throw new InvalidRequest('This view of the repair is out of order. Open the repair again.', { field: 'If-Match' });
  }
  return etag;
}

/** The key as it is where a header can carry it, else its digest, which is the same each time. */
export function toIdempotencyKey(key: string): string {
  if (key === '') {
    throw new TypeError('An Idempotency-Key must not be empty.');
  }
  return plainKey.test(key) ? key : createHash('sha256').update(key).digest('hex');
}

/** @throws BrokenAnswer where the answer does not say its version. */
export function parseEntityTag(header: string | undefined): string {
  if (header === undefined || !entityTag.test(header)) {
    throw new BrokenAnswer('no ETag');
  }
  return header;
}

/** Whether `Allow` names the method (RFC 9110 section 10.2.1); an answer without it allows nothing. */
export function isAllowed(method: string, allow: string | undefined): boolean {
  return (allow ?? '').split(',').some((name) => name.trim() === method);
}
