import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpResponse } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';
import { parseTraceId, runInTrace, type Trace, toHex } from '../foundation/trace.ts';
import { toErrorResponse } from './error-response.ts';

export interface ResponderOptions {
  /** Name of the server in the log. */
  readonly name: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Creates a UUID. */
  readonly newId: () => string;
  /** Sent with every response, unless it overrides them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly send: (response: ServerResponse, answer: HttpResponse) => void;
  /** Returns true if the connection must be closed after the response. */
  readonly isLast: (request: IncomingMessage) => boolean;
}

/** Sends all responses of a server and logs each request. */
export interface Responder {
  /**
   * Assigns an id and a trace to the request. The request id identifies one request to one server and is sent as
   * `X-Request-Id`. The trace id is shared by all requests with the same cause; it comes from `traceparent`, or else is
   * the request id without hyphens.
   */
  begin(request: IncomingMessage, response: ServerResponse): void;
  idOf(request: IncomingMessage): string;
  /** Calls `run` in the trace of the request. */
  inTrace<Result>(request: IncomingMessage, run: () => Result): Result;
  send(request: IncomingMessage, response: ServerResponse, answer: HttpResponse): void;
  /** Sends the error response; never throws. */
  fail(request: IncomingMessage, response: ServerResponse, fault: unknown): void;
}

export function createResponder({ name, log, now, newId, headers, send, isLast }: ResponderOptions): Responder {
  const exchanges = new WeakMap<IncomingMessage, { readonly id: string; readonly trace: Trace }>();

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
    if (isLast(request)) {
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
      // The connection emits the event, outside of the trace.
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
  };
}
