import { STATUS_CODES } from 'node:http';
import { AppError } from '../foundation/errors.ts';
import { type HttpResponse, json } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';

/**
 * Turns whatever was thrown into an answer (RFC 9457). An AppError says what it says; anything else is a bug and becomes
 * a bare 500. Causes and details go to the log, under the request id that the answer carries.
 */
export function toErrorResponse(fault: unknown, requestId: string, log: Log): HttpResponse {
  if (!(fault instanceof AppError)) {
    log.error('request: failed', { requestId, cause: fault });
    return toProblem({ status: 500, code: 'internal_error', requestId });
  }
  const { status, code, message, field, detail, cause, headers } = fault;
  if (status >= 500) {
    log.error('request: failed', { requestId, status, problem: code, detail, cause });
  } else if (detail !== undefined || cause !== undefined) {
    log.info('request: refused', { requestId, status, problem: code, field, detail, cause });
  }
  return toProblem({ status, code, detail: message, field, requestId }, headers);
}

interface ProblemMembers {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
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
