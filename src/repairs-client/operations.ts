import type { ApiRequest } from './exchange.ts';
import type { NewRepairFields, RepairFields, RepairsQuery } from './repairs-client.ts';
import { toIdempotencyKey, toIfMatch, toListPath, toRepairPath } from './request-parts.ts';
import type { Undertaking } from './to-app-error.ts';

/** An operation of the contract with its arguments. */
export interface Operation extends Undertaking {
  readonly request: ApiRequest;
  /** The one status that means it is done. */
  readonly success: number;
  /** Whether a second attempt does no harm. */
  readonly retries: boolean;
}

const jsonBody = { 'Content-Type': 'application/json' };

export const listRepairs = (query: RepairsQuery): Operation => ({
  operation: 'listRepairs',
  isChange: false,
  isOfOne: false,
  retries: true,
  success: 200,
  request: { method: 'GET', path: toListPath(query), headers: {} },
});

/** @throws NotFound for an id that no repair can have. */
export const getRepair = (id: string): Operation => ({
  operation: 'getRepair',
  isChange: false,
  isOfOne: true,
  retries: true,
  success: 200,
  request: { method: 'GET', path: toRepairPath(id), headers: {} },
});

/** Its key makes a second attempt give what the first one made. */
export const createRepair = (repair: NewRepairFields, idempotencyKey: string): Operation => ({
  operation: 'createRepair',
  isChange: true,
  isOfOne: false,
  retries: true,
  success: 201,
  request: {
    method: 'POST',
    path: '/repairs',
    headers: { ...jsonBody, 'Idempotency-Key': toIdempotencyKey(idempotencyKey) },
    body: JSON.stringify(repair),
  },
});

/**
 * Tried once: after a first attempt that went through unseen, a second would only find the version changed.
 * @throws NotFound for an id that no repair can have, InvalidRequest for what is no entity tag.
 */
export const updateRepair = (id: string, etag: string, changes: RepairFields): Operation => ({
  operation: 'updateRepair',
  isChange: true,
  isOfOne: true,
  retries: false,
  success: 200,
  request: {
    method: 'PATCH',
    path: toRepairPath(id),
    headers: { ...jsonBody, 'If-Match': toIfMatch(etag) },
    body: JSON.stringify(changes),
  },
});

/**
 * Tried once, like a change.
 * @throws NotFound for an id that no repair can have, InvalidRequest for what is no entity tag.
 */
export const deleteRepair = (id: string, etag: string): Operation => ({
  operation: 'deleteRepair',
  isChange: true,
  isOfOne: true,
  retries: false,
  success: 204,
  request: { method: 'DELETE', path: toRepairPath(id), headers: { 'If-Match': toIfMatch(etag) } },
});
