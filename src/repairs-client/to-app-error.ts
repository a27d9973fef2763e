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
import { repairNotFound } from './request-parts.ts';
import { SignInNeeded } from './sign-in-needed.ts';
import { toMarkupFreeText } from './to-markup-free-text.ts';

/** What the message for the user depends on. */
export interface OperationContext {
  /** operationId of the contract. */
  readonly operation: string;
  /** Whether it creates, changes or deletes a repair. */
  readonly isChange: boolean;
  /** Whether it is about one existing repair, so that 404 means that this repair does not exist. */
  readonly targetsRepair: boolean;
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

/** For users with read access only. */
export const mayNotChange = 'You do not have permission to change repairs. Ask your administrator for access.';

/**
 * Converts an error response to an AppError with our own message, except for a 400 about a known field.
 * @param problem parses the body of a 400.
 */
export function toRefusal(answer: ApiAnswer, context: OperationContext, problem: (text: string) => Problem): AppError {
  const { status, retryAfter } = answer;
  const { operation, isChange, targetsRepair } = context;
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
        isChange ? mayNotChange : 'You do not have access to repairs. Ask your administrator for access.',
        { detail },
      );
    case 404:
      return targetsRepair ? new NotFound(repairNotFound, { detail }) : toUnexpected(detail);
    // Our API makes a second request with the same key wait for the first; another implementation may reject it.
    case 409:
      return new AppError(
        409,
        'conflict',
        'This repair is already being saved. Wait a moment and check before you send it again.',
        { detail },
      );
    case 412:
      return new PreconditionFailed(
        'This repair was changed by someone else in the meantime. Check the current values, then make your change.',
        { detail },
      );
    case 413:
      return new PayloadTooLarge('This text is too long for a repair. Shorten it.', { detail });
    case 422:
      return new IdempotencyKeyReused(
        'This form was already sent with other values. Open a new form to create another repair.',
        { detail },
      );
    case 429:
      return new AppError(
        429,
        'too_many_requests',
        `The repairs service is receiving too many requests. Try again ${toWait(retryAfter)}.`,
        { detail, ...toHeaders(retryAfter) },
      );
    default:
      return toUnexpected(detail);
  }
}

/** Converts the error of a failed call to an AppError. Returns AppErrors and bugs unchanged. */
export function toAppError(cause: unknown, { operation, isChange }: OperationContext): unknown {
  const unavailable = (what: string, advice: string, retryAfter?: number): AppError =>
    new Unavailable(`${what} ${advice}`, { detail: operation, cause, ...toHeaders(retryAfter) });
  const tryAgain = 'Try again in a moment.';
  const checkFirst = isChange ? 'Check whether your change was saved before you try again.' : tryAgain;

  if (cause instanceof BulkheadRejectedError) {
    return unavailable('Too many people are using Repairs at the moment.', tryAgain);
  }
  if (cause instanceof BrokenCircuitError) {
    return unavailable('The repairs service is not working at the moment.', 'Try again in a minute.');
  }
  if (cause instanceof TaskCancelledError || cause instanceof CallCancelled) {
    return unavailable('The repairs service is taking too long to respond.', checkFirst);
  }
  if (cause instanceof BrokenAnswer) {
    return unavailable(
      'The repairs service sent an invalid response.',
      isChange ? checkFirst : 'Try again later. If the problem persists, tell your administrator.',
    );
  }
  if (!(cause instanceof ApiFault)) {
    return cause;
  }
  const { kind, retryAfter } = cause;
  switch (kind) {
    case 'timeout':
      return unavailable('The repairs service is taking too long to respond.', checkFirst);
    case 'unreachable':
      return unavailable('The repairs service cannot be reached.', tryAgain);
    case 'connection':
      return unavailable('The connection to the repairs service was interrupted.', checkFirst);
    case 'server_error':
      return unavailable(
        'The repairs service has a problem at the moment.',
        isChange ? checkFirst : `Try again ${toWait(retryAfter)}.`,
        retryAfter,
      );
  }
}

function toInvalidRequest(text: string, detail: string, problem: (text: string) => Problem): AppError {
  const { field, detail: sentence } = text === '' ? {} : problem(text);
  if (field === undefined || sentence === undefined || !fields.has(field)) {
    return toUnexpected(detail);
  }
  return new InvalidRequest(toMarkupFreeText(sentence) || 'This value is not allowed. Enter another one.', {
    field,
    detail,
  });
}

const toUnexpected = (detail: string): AppError =>
  new Unavailable(
    'The repairs service refused this request. Try again later. If the problem persists, tell your administrator.',
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
