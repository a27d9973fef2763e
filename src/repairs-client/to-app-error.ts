import { BrokenCircuitError, BulkheadRejectedError, TaskCancelledError } from 'cockatiel';
import {
  AppError,
  IdempotencyKeyReused,
  InvalidRequest,
  NotFound,
  PayloadTooLarge,
  PreconditionFailed,
  Unavailable,
} from '../foundation/errors.ts';
import { ApiFault, BrokenAnswer, CallCancelled } from './api-fault.ts';
import type { ApiAnswer } from './exchange.ts';
import type { Problem } from './repairs-api-types.ts';
import { repairNotThere } from './request-parts.ts';
import { SignInNeeded } from './sign-in-needed.ts';
import { toPlainText } from './to-plain-text.ts';

/** What was tried, as far as it decides what people are told. */
export interface Undertaking {
  /** Operation id of the contract. */
  readonly operation: string;
  /** Whether it changes anything. */
  readonly isChange: boolean;
  /** Whether it is about one repair that should be there. */
  readonly isOfOne: boolean;
}

const fields: ReadonlySet<string> = new Set([
  'title',
  'description',
  'assignedTo',
  'date',
  'image',
  'status',
  'text',
  'limit',
  'cursor',
]);

/** Said to a person who may read repairs and no more. */
export const mayNotChange = 'You have no access that lets you change repairs. Ask your administrator for it.';

/**
 * Puts an answer that is no success into words. They are our own, but for a 400 that names a field people know.
 * @param problem reads the body of a 400.
 */
export function toRefusal(answer: ApiAnswer, undertaking: Undertaking, problem: (text: string) => Problem): AppError {
  const { status, retryAfter } = answer;
  const { operation, isChange, isOfOne } = undertaking;
  const detail = `${operation}: status ${status}`;
  switch (status) {
    case 400:
      return toInvalidRequest(answer.text, detail, problem);
    case 401:
      return new SignInNeeded({ detail });
    case 403:
      return new AppError(
        403,
        'no_access',
        isChange ? mayNotChange : 'You have no access to the repairs. Ask your administrator for it.',
        { detail },
      );
    case 404:
      return isOfOne ? new NotFound(repairNotThere, { detail }) : toUnexpected(detail);
    // Ours lets a second request with the same key wait for the first; another one may say so at once.
    case 409:
      return new AppError(
        409,
        'conflict',
        'This repair is being saved already. Wait a moment and look for it before you send it again.',
        { detail },
      );
    case 412:
      return new PreconditionFailed(
        'Somebody else has changed this repair in the meantime. Look at what it says now, then make your change.',
        { detail },
      );
    case 413:
      return new PayloadTooLarge('This is too much text for a repair. Make it shorter.', { detail });
    case 422:
      return new IdempotencyKeyReused(
        'This form was sent before with other values. Open a new one to create another repair.',
        { detail },
      );
    case 429:
      return new AppError(
        429,
        'too_many_requests',
        `The repairs service is asked too much at the moment. Try again ${toWait(retryAfter)}.`,
        { detail, ...toHeaders(retryAfter) },
      );
    default:
      return toUnexpected(detail);
  }
}

/**
 * Puts a call that came to nothing into words.
 * @returns what was thrown where it is an AppError already, or a bug.
 */
export function toAppError(cause: unknown, { operation, isChange }: Undertaking): unknown {
  const unavailable = (what: string, advice: string, retryAfter?: number): AppError =>
    new Unavailable(`${what} ${advice}`, { detail: operation, cause, ...toHeaders(retryAfter) });
  const tryAgain = 'Try again in a moment.';
  const lookFirst = isChange ? 'Look whether your change was saved before you try again.' : tryAgain;

  if (cause instanceof BulkheadRejectedError) {
    return unavailable('Too many people are using Repairs at this moment.', tryAgain);
  }
  if (cause instanceof BrokenCircuitError) {
    return unavailable('The repairs service is out of order at the moment.', 'Try again in a minute.');
  }
  if (cause instanceof TaskCancelledError || cause instanceof CallCancelled) {
    return unavailable('The repairs service takes too long to answer.', lookFirst);
  }
  if (cause instanceof BrokenAnswer) {
    return unavailable(
      'The repairs service gave an answer that cannot be read.',
      isChange ? lookFirst : 'Try again later, and tell your administrator if it stays so.',
    );
  }
  if (!(cause instanceof ApiFault)) {
    return cause;
  }
  const { kind, retryAfter } = cause;
  switch (kind) {
    case 'timeout':
      return unavailable('The repairs service takes too long to answer.', lookFirst);
    case 'unreachable':
      return unavailable('The repairs service cannot be reached.', tryAgain);
    case 'connection':
      return unavailable('The connection to the repairs service broke off.', lookFirst);
    case 'server_error':
      return unavailable(
        'The repairs service has a fault at the moment.',
        isChange ? lookFirst : `Try again ${toWait(retryAfter)}.`,
        retryAfter,
      );
  }
}

function toInvalidRequest(text: string, detail: string, problem: (text: string) => Problem): AppError {
  const { field, detail: sentence } = text === '' ? {} : problem(text);
  if (field === undefined || sentence === undefined || !fields.has(field)) {
    return toUnexpected(detail);
  }
  return new InvalidRequest(toPlainText(sentence) || 'This value is not taken. Enter another.', { field, detail });
}

const toUnexpected = (detail: string): AppError =>
  new Unavailable(
    'The repairs service did not take this request. Try again later, and tell your administrator if it stays so.',
    { detail },
  );

const toHeaders = (retryAfter: number | undefined) =>
  retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) } };

function toWait(seconds: number | undefined): string {
  if (seconds === undefined) {
    return 'in a minute';
  }
  const minutes = Math.ceil(seconds / 60);
  return seconds === 1 ? 'in a second' : seconds < 120 ? `in ${seconds} seconds` : `in ${minutes} minutes`;
}
