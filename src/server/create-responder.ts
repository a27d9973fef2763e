import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { HttpResponse } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';
import { toErrorResponse } from './error-response.ts';
import { sendResponse } from './send-response.ts';

export interface ResponderOptions {
  /** Names the server in the log. */
  readonly name: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Sent with every answer, unless it says otherwise. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Everything a server says: each answer carries its request id, and each request leaves a line in the log. */
export interface Responder {
  /** Gives the request its id, and the log its line once the answer is out or the caller gone. */
  begin(request: IncomingMessage, response: ServerResponse): void;
  idOf(request: IncomingMessage): string;
  send(request: IncomingMessage, response: ServerResponse, answer: HttpResponse): void;
  /** Answers for what was thrown; never throws. */
  fail(request: IncomingMessage, response: ServerResponse, fault: unknown): void;
  /** Ends the streams; from now on every answer is its connection's last. */
  drain(): void;
}

export function createResponder({ name, log, now, headers }: ResponderOptions): Responder {
  const requestIds = new WeakMap<IncomingMessage, string>();
  const streams = new Set<Readable>();
  let draining = false;

  const idOf = (request: IncomingMessage): string => requestIds.get(request) ?? '';

  const send = (request: IncomingMessage, response: ServerResponse, answer: HttpResponse): void => {
    const stream = answer.body instanceof Readable ? answer.body : undefined;
    if (response.destroyed) {
      stream?.destroy();
      return;
    }
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
    if (stream !== undefined) {
      streams.add(stream);
      stream.once('close', () => streams.delete(stream));
    }
    sendResponse(response, answer);
  };

  return {
    idOf,
    send,
    begin(request, response) {
      const requestId = randomUUID();
      const start = now().getTime();
      requestIds.set(request, requestId);
      response.once('close', () =>
        log.info('request', {
          server: name,
          requestId,
          method: request.method,
          path: request.url?.split('?', 1)[0],
          status: response.statusCode,
          milliseconds: now().getTime() - start,
          ...(response.writableFinished ? {} : { aborted: true }),
        }),
      );
    },
    fail(request, response, fault) {
      const answer = toErrorResponse(fault, idOf(request), log);
      if (response.headersSent) {
        return;
      }
      try {
        send(request, response, answer);
      } catch (bug) {
        send(request, response, toErrorResponse(bug, idOf(request), log));
      }
    },
    drain() {
      draining = true;
      for (const stream of streams) {
        stream.destroy();
      }
    },
  };
}
