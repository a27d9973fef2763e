import { InvalidRequest } from '../foundation/errors.ts';
import type { RepairQuery } from './query.ts';
import { type NewRepair, type RepairChanges, repairStatuses } from './repair.ts';

/** Maximum lengths in code points after normalization, as in the contract. */
export const fieldLengths = { title: 100, description: 2000, assignedTo: 100, image: 2048 } as const;

const maximumLimit = 100;

const controls = /\p{Cc}/u;
const controlsButNewline = /[^\P{Cc}\n]/u;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
const calendarDay = /^\d{4}-\d{2}-\d{2}$/;
const ownPicture = /^\/pictures\/[a-z0-9-]+\.png$/;

/** Returns true for the path of one of the app's pictures. */
export const isOwnPicture = (path: string): boolean => ownPicture.test(path);

/**
 * Parses the fields of a change: trims them, normalizes them to NFC, and ends lines with `\n`. Absent fields stay
 * absent.
 * @param changes input that conforms to the schema of the contract.
 * @throws InvalidRequest with `field` for control characters, lone surrogates, a blank title or name, text that is too
 *   long, a date that does not exist (the first year is 0001), an image that is neither an https address without
 *   credentials nor one of the app's pictures, or an unknown status.
 */
export function parseRepairChanges(changes: RepairChanges): RepairChanges {
  const parsed: { -readonly [Field in keyof RepairChanges]: RepairChanges[Field] } = {};
  const { title, description, assignedTo, date, image, status } = changes;
  if (title !== undefined) {
    parsed.title = parseLine('title', title);
  }
  if (description !== undefined) {
    parsed.description = parseDescription(description);
  }
  if (assignedTo !== undefined) {
    parsed.assignedTo = parseLine('assignedTo', assignedTo);
  }
  if (date !== undefined) {
    parsed.date = parseDate(date);
  }
  if (image !== undefined) {
    parsed.image = parseImage(image);
  }
  if (status !== undefined) {
    parsed.status = parseStatus(status);
  }
  return parsed;
}

/**
 * Like `parseRepairChanges`, for a new repair.
 * @throws InvalidRequest with `field`.
 */
export function parseNewRepair(input: NewRepair): NewRepair {
  const { title, description, assignedTo, ...optional } = input;
  return {
    ...parseRepairChanges(optional),
    title: parseLine('title', title),
    description: parseDescription(description),
    assignedTo: parseLine('assignedTo', assignedTo),
  };
}

/**
 * Parses a query. Does not parse the cursor; the repository does.
 * @throws InvalidRequest with `field` for NUL, lone surrogates, an unknown status, or a limit out of range.
 */
export function parseRepairQuery(query: RepairQuery): RepairQuery {
  const { assignedTo, text, status, limit } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > maximumLimit) {
    throw new InvalidRequest(`limit must be a whole number from 1 to ${maximumLimit}.`, { field: 'limit' });
  }
  return {
    ...query,
    assignedTo: assignedTo === undefined ? undefined : parseSearch('assignedTo', assignedTo),
    text: text === undefined ? undefined : parseSearch('text', text),
    status: status === undefined ? undefined : parseStatus(status),
  };
}

function parseLine(field: 'title' | 'assignedTo', value: string): string {
  const line = parseText(field, value, controls);
  if (!visible.test(line)) {
    throw new InvalidRequest(`${field} must not be blank.`, { field });
  }
  return line;
}

function parseDescription(value: string): string {
  return parseText('description', value.replace(/\r\n?/g, '\n'), controlsButNewline);
}

function parseText(field: keyof typeof fieldLengths, value: string, forbidden: RegExp): string {
  requireWellFormed(field, value);
  const text = value.trim().normalize('NFC');
  if (forbidden.test(text)) {
    throw new InvalidRequest(`${field} must not contain control characters.`, { field });
  }
  const longest = fieldLengths[field];
  // A string has at most as many code points as code units, so most texts need no counting.
  if (text.length > longest && Array.from(text).length > longest) {
    throw new InvalidRequest(`${field} must not be longer than ${longest} characters.`, { field });
  }
  return text;
}

function parseSearch(field: 'assignedTo' | 'text', value: string): string {
  requireWellFormed(field, value);
  if (value.includes('\0')) {
    throw new InvalidRequest(`${field} must not contain a NUL character.`, { field });
  }
  return value;
}

function requireWellFormed(field: string, value: string): void {
  if (!value.isWellFormed()) {
    throw new InvalidRequest(`${field} must be well-formed Unicode.`, { field });
  }
}

function parseDate(value: string): string {
  const day = calendarDay.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  if (
    day === undefined ||
    Number.isNaN(day.getTime()) ||
    day.toISOString().slice(0, 10) !== value ||
    value < '0001-01-01'
  ) {
    throw new InvalidRequest('date must be an existing day, YYYY-MM-DD.', { field: 'date' });
  }
  return value;
}

function parseImage(value: string): string {
  const image = parseText('image', value, controls);
  if (isOwnPicture(image)) {
    return image;
  }
  const address = URL.parse(image);
  if (address === null || address.protocol !== 'https:' || address.username !== '' || address.password !== '') {
    throw new InvalidRequest('image must be an https address without credentials.', { field: 'image' });
  }
  return parseText('image', address.href, controls);
}

function parseStatus<Status extends (typeof repairStatuses)[number]>(status: Status): Status {
  if (!repairStatuses.includes(status)) {
    throw new InvalidRequest(`status must be one of ${repairStatuses.join(', ')}.`, { field: 'status' });
  }
  return status;
}
