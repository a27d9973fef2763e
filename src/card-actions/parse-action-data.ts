import { type ListPosition, type ListQuery, maximumTrail } from '../cards/list-position.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import { type RepairStatus, repairStatuses } from '../repairs/repair.ts';

/** Which repair an action is about, and what the person saw of it. */
export interface RepairData {
  readonly repairId: string;
  /** The version that was seen; a card made from a list does not know it. */
  readonly etag?: string;
  /** The list it was opened from. */
  readonly list?: ListPosition;
}

/** Longest words and names that a list is asked for, in UTF-16 code units. */
export const longestWords = 200;

const longest = { repairId: 64, etag: 200, cursor: 256 } as const;
const outOfOrder = 'This card is out of order. Ask for the repair again.';

/** @throws InvalidRequest with `field`. */
export function parseRepairData(data: unknown): RepairData {
  const { repairId, etag, list } = parseObject(data, 'data');
  return {
    repairId: parseText(repairId, 'repairId', longest.repairId),
    ...(isAbsent(etag) ? {} : { etag: parseText(etag, 'etag', longest.etag) }),
    ...(isAbsent(list) ? {} : { list: parseListPosition(list) }),
  };
}

/** Whether the cursors are any of the API's, only the API knows. @throws InvalidRequest with `field`. */
export function parseListPosition(data: unknown): ListPosition {
  const { query, trail } = parseObject(data, 'list');
  if (!Array.isArray(trail) || trail.length > maximumTrail) {
    throw malformed('trail');
  }
  return {
    query: parseQuery(query),
    trail: trail.map((cursor: unknown) => parseText(cursor, 'trail', longest.cursor)),
  };
}

function parseQuery(data: unknown): ListQuery {
  const { assignedTo, status, text } = parseObject(data, 'query');
  return {
    ...(isAbsent(assignedTo) ? {} : { assignedTo: parseText(assignedTo, 'assignedTo', longestWords) }),
    ...(isAbsent(status) ? {} : { status: parseStatus(status) }),
    ...(isAbsent(text) ? {} : { text: parseText(text, 'text', longestWords) }),
  };
}

function parseStatus(value: unknown): RepairStatus {
  const status = repairStatuses.find((known) => known === value);
  if (status === undefined) {
    throw malformed('status');
  }
  return status;
}

/** A copy, so that nothing is inherited. */
export function parseObject(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(field);
  }
  return Object.assign(Object.create(null), value) as Readonly<Record<string, unknown>>;
}

function parseText(value: unknown, field: string, length: number): string {
  if (typeof value !== 'string' || value === '' || value.length > length || /[\p{Cc}\p{Cs}]/u.test(value)) {
    throw malformed(field);
  }
  return value;
}

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

export const malformed = (field: string): InvalidRequest => new InvalidRequest(outOfOrder, { field });
