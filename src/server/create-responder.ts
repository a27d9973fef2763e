import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpResponse } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';
import { parseTraceId, runInTrace, type Trace, toHex } from '../foundation/trace.ts';
import { toErrorResponse } from './error-response.ts';

export interface ResponderOptions {
  /** Names the server in the log. */
  readonly name: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Makes UUIDs. */
  readonly newId: () => string;
  /** Sent with every answer, unless it overrides them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly send: (response: ServerResponse, answer: HttpResponse) => void;
}

/** Sends all answers of a server, and writes a line to the log for each request. */
export interface Responder {
  /**
   * Gives the request its id and its trace. The request id names one request to one server and is sent as
   * `X-Request-Id`; the trace id is shared by all requests that have one cause, and is the request id without hyphens
   * where no trace came with the request.
   */
  begin(request: IncomingMessage, response: ServerResponse): void;
  idOf(request: IncomingMessage): string;
  /** Calls `run` in the trace of the request. */
  inTrace<Result>(request: IncomingMessage, run: () => Result): Result;
  send(request: IncomingMessage, response: ServerResponse, answer: HttpResponse): void;
  /** Turns an error into an answer and sends that; never throws. */
  fail(request: IncomingMessage, response: ServerResponse, fault: unknown): void;
  /** From now on every answer is the last one of its connection. */
  drain(): void;
}

export function createResponder({ name, log, now, newId, headers, send }: ResponderOptions): Responder {
  const exchanges = new WeakMap<IncomingMessage, { readonly id: string; readonly trace: Trace }>();
  let draining = false;

  const idOf = (request: IncomingMessage): string => exchanges.get(request)?.id ?? '';

  const inTrace: Responder['inTrace'] = (request, run) => {
    const trace = exchanges.get(request)?.trace;
    return trace === undefined ? run() : runInTrace(trace, run);
  };

  const sendAnswer: Responder['send'] = (request, response, answer) => {
    for (const header of response.getHeaderNames()) {
      response.removeHeader(header);
    }
    for (const [header, value] of Object.entries(headers)) {
      response.setHeader(header, value);
    }
    response.setHeader('X-Request-Id', idOf(request));
    if (draining) {
      response.setHeader('Connection', 'close');
    }
    send(response, answer);
  };

  return {
    idOf,
    send: sendAnswer,
    begin(request, response) {
      const requestId = newId();
      const start = now().getTime();
      const { method, url } = request;
      const traceId = parseTraceId(request.headers.traceparent?.toString()) ?? toHex(requestId);
      exchanges.set(request, { id: requestId, trace: { id: traceId, newId } });
      // The event comes from the connection, outside of the trace.
      response.once('close', () =>
        log.info('request: completed', {
          traceId,
          server: name,
          requestId,
          method,
          path: url?.split('?', 1)[0],
          status: response.statusCode,
          milliseconds: now().getTime() - start,
          aborted: response.writableFinished ? undefined : true,
        }),
      );
    },
    inTrace,
    fail: (request, response, fault) =>
      inTrace(request, () => {
        const answer = toErrorResponse(fault, idOf(request), log);
        if (response.headersSent) {
          return;
        }
        try {
          sendAnswer(request, response, answer);
        } catch (bug) {
          sendAnswer(request, response, toErrorResponse(bug, idOf(request), log));
        }
      }),
    drain() {
      draining = true;
    },
  };
}
