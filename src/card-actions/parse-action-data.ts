import { type ListPosition, type ListQuery, maximumTrail } from '../cards/list-position.ts';
import { type FormValues, formFields } from '../cards/repair-form-card.ts';
import { InvalidRequest } from '../foundation/errors.ts';
import { type Repair, type RepairStatus, repairStatuses } from '../repairs/repair.ts';
import { fieldLengths } from '../repairs/rules.ts';

/** The form of a new repair. */
export interface FormData {
  /** See `toFormId`. */
  readonly formId: string;
}

/** The repair that an action is for, and the version that the person saw. */
export interface RepairData {
  readonly repairId: string;
  /** The version the person saw; unknown to a card made from a list. */
  readonly etag?: string | undefined;
  /** What the person saw, if the version is unknown; absent from cards of an earlier version of the app. */
  readonly shown?: Pick<Repair, 'status' | 'assignedTo'> | undefined;
  /** The list it was opened from. */
  readonly list?: ListPosition | undefined;
}

/** Maximum length of a name or words to search for, in UTF-16 code units. */
export const longestWords = 200;

const longest = {
  repairId: 64,
  etag: 200,
  assignedTo: 2 * fieldLengths.assignedTo,
  cursor: 256,
  formId: 64,
  question: 4096,
  seen: 2 * fieldLengths.image,
} as const;
const invalidCard = 'This card no longer works. Search for the repair again.';

/**
 * Parses the data of an action on a repair.
 * @throws InvalidRequest with `field`.
 */
export function parseRepairData(data: unknown): RepairData {
  const { repairId, etag, shown, list } = parseObject(data, 'data');
  return {
    repairId: parseText(repairId, 'repairId', longest.repairId),
    etag: parseOptionalText(etag, 'etag', longest.etag),
    ...(isAbsent(shown) ? {} : { shown: parseShown(shown) }),
    list: isAbsent(list) ? undefined : parseListPosition(list),
  };
}

function parseShown(data: unknown): RepairData['shown'] {
  const { status, assignedTo } = parseObject(data, 'shown');
  return { status: parseStatus(status), assignedTo: parseText(assignedTo, 'assignedTo', longest.assignedTo) };
}

/**
 * Parses the data of the form of a new repair, without its inputs.
 * @throws InvalidRequest with `field`.
 */
export function parseFormData(data: unknown): FormData {
  return { formId: parseText(parseObject(data, 'data').formId, 'formId', longest.formId) };
}

/**
 * Parses the values with which the form of an edit was opened; a form of an earlier version has none.
 * @throws InvalidRequest with `field`.
 */
export function parseSeenValues(data: unknown): FormValues | undefined {
  const { seen } = parseObject(data, 'data');
  if (isAbsent(seen)) {
    return undefined;
  }
  const values = parseObject(seen, 'seen');
  return Object.fromEntries(
    formFields.map((field) => {
      const value = values[field] ?? '';
      if (typeof value !== 'string' || value.length > longest.seen) {
        throw malformed('seen');
      }
      return [field, value];
    }),
  );
}

/**
 * Parses the question of a sign-in card.
 * @throws InvalidRequest with `field`.
 */
export function parseQuestion(data: unknown): string {
  return parseText(parseObject(data, 'data').text, 'text', longest.question);
}

/**
 * Parses the position of a page. Does not check that the API knows its cursors.
 * @throws InvalidRequest with `field`.
 */
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
    assignedTo: parseOptionalText(assignedTo, 'assignedTo', longestWords),
    status: isAbsent(status) ? undefined : parseStatus(status),
    text: parseOptionalText(text, 'text', longestWords),
  };
}

function parseStatus(value: unknown): RepairStatus {
  const status = repairStatuses.find((known) => known === value);
  if (status === undefined) {
    throw malformed('status');
  }
  return status;
}

/** Returns a copy without a prototype, so that nothing is inherited. */
export function parseObject(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(field);
  }
  return Object.assign(Object.create(null), value);
}

function parseText(value: unknown, field: string, length: number): string {
  if (typeof value !== 'string' || value === '' || value.length > length || /[\p{Cc}\p{Cs}]/u.test(value)) {
    throw malformed(field);
  }
  return value;
}

const parseOptionalText = (value: unknown, field: string, length: number): string | undefined =>
  isAbsent(value) ? undefined : parseText(value, field, length);

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

export const malformed = (field: string): InvalidRequest => new InvalidRequest(invalidCard, { field });
