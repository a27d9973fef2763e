import { InvalidRequest } from '../../foundation/errors.ts';

/**
 * A position orders repairs by day, then by creation, as one integer below 2^53: days since 0001-01-01, then the
 * sequence number of the repair. An index on positions is therefore in list order, ties included.
 */
const sequences = 2 ** 31;
const millisecondsOfDay = 86_400_000;
const dayZero = Date.parse('0001-01-01T00:00:00Z');
const cursorPattern = /^[A-Za-z0-9_-]{1,24}$/;
const positionPattern = /^(0|[1-9]\d{0,15})$/;

/**
 * @param date `YYYY-MM-DD`, from 0001-01-01 to 9999-12-31.
 * @param sequence 0 to 2^31 - 1.
 */
export function toPosition(date: string, sequence: number): number {
  const position = ((Date.parse(`${date}T00:00:00Z`) - dayZero) / millisecondsOfDay) * sequences + sequence;
  if (!Number.isSafeInteger(position) || sequence < 0 || sequence >= sequences) {
    throw new RangeError(`No position for the day ${date} and the sequence ${sequence}.`);
  }
  return position;
}

/** Returns the sequence number in a position; it stays the same if the day changes. */
export function toSequence(position: number): number {
  return position % sequences;
}

/** Returns the cursor that continues after a position; opaque to callers. */
export function toCursor(position: number): string {
  return Buffer.from(String(position)).toString('base64url');
}

/** @throws InvalidRequest with field `cursor` for anything that `toCursor` does not return. */
export function parseCursor(cursor: string): number {
  const text = cursorPattern.test(cursor) ? Buffer.from(cursor, 'base64url').toString('latin1') : '';
  const position = Number(text);
  if (!positionPattern.test(text) || !Number.isSafeInteger(position) || toCursor(position) !== cursor) {
    throw new InvalidRequest('cursor must be the nextCursor of a page.', { field: 'cursor' });
  }
  return position;
}
