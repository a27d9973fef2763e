import type { ApiRequest } from './exchange.ts';
import type { NewRepairFields, RepairFields, RepairsQuery } from './repairs-client.ts';
import { toIdempotencyKeyHeader, toIfMatch, toListPath, toRepairPath } from './request-parts.ts';
import type { OperationContext } from './to-app-error.ts';

/** An operation of the contract with its arguments. */
export interface ApiCall extends OperationContext {
  readonly request: ApiRequest;
  /** The status of a success. */
  readonly success: number;
  /** Whether the operation may be retried. */
  readonly retries: boolean;
}

const jsonBody = { 'Content-Type': 'application/json' };

export const listRepairs = (query: RepairsQuery): ApiCall => ({
  operation: 'listRepairs',
  isChange: false,
  targetsRepair: false,
  retries: true,
  success: 200,
  request: { method: 'GET', path: toListPath(query), headers: {} },
});

/** @throws NotFound for an id that no repair can have. */
export const getRepair = (id: string): ApiCall => ({
  operation: 'getRepair',
  isChange: false,
  targetsRepair: true,
  retries: true,
  success: 200,
  request: { method: 'GET', path: toRepairPath(id), headers: {} },
});

/** The key makes a retry return the result of the first attempt. */
export const createRepair = (repair: NewRepairFields, idempotencyKey: string): ApiCall => ({
  operation: 'createRepair',
  isChange: true,
  targetsRepair: false,
  retries: true,
  success: 201,
  request: {
    method: 'POST',
    path: '/repairs',
    headers: { ...jsonBody, 'Idempotency-Key': toIdempotencyKeyHeader(idempotencyKey) },
    body: JSON.stringify(repair),
  },
});

/**
 * Not retried: if the first attempt succeeded but its response was lost, a retry would fail because of the new version.
 * @throws NotFound for an id that no repair can have, InvalidRequest for an invalid entity tag.
 */
export const updateRepair = (id: string, etag: string, changes: RepairFields): ApiCall => ({
  operation: 'updateRepair',
  isChange: true,
  targetsRepair: true,
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
 * Not retried, like an update.
 * @throws NotFound for an id that no repair can have, InvalidRequest for an invalid entity tag.
 */
export const deleteRepair = (id: string, etag: string): ApiCall => ({
  operation: 'deleteRepair',
  isChange: true,
  targetsRepair: true,
  retries: false,
  success: 204,
  request: { method: 'DELETE', path: toRepairPath(id), headers: { 'If-Match': toIfMatch(etag) } },
});
