import { STATUS_CODES } from 'node:http';
import { AppError } from '../foundation/errors.ts';
import { type HttpResponse, json } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';

/**
 * Converts anything that was thrown to a problem document (RFC 9457). Anything other than an AppError is a bug and
 * becomes a 500 that says nothing about it. Causes and details go to the log only, with the request id that the response contains.
 */
export function toErrorResponse(fault: unknown, requestId: string, log: Log): HttpResponse {
  if (!(fault instanceof AppError)) {
    log.error('request: failed', { requestId, cause: fault });
    return toProblem({ status: 500, code: 'internal_error', detail: unexpected, requestId });
  }
  const { status, code, message, field, detail, cause, headers, members } = fault;
  if (status >= 500) {
    log.error('request: failed', { requestId, status, problem: code, detail, cause });
  } else if (detail !== undefined || cause !== undefined) {
    log.info('request: refused', { requestId, status, problem: code, field, detail, cause });
  }
  return toProblem({ ...members, status, code, detail: message, field, requestId }, headers);
}

const unexpected = 'Something went wrong here. Check whether your change was saved before you try it again.';

interface ProblemMembers {
  readonly status: number;
  readonly code: string;
  /** A sentence that can be told to a person. */
  readonly detail: string;
  readonly field?: string | undefined;
  readonly requestId: string;
}

function toProblem(
  { status, ...members }: ProblemMembers,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return json(
    status,
    { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...members },
    { ...headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  );
}
