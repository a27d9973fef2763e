import { Readable } from 'node:stream';
import type { HttpResponse } from '../../../http.ts';
import type { Session } from '../session/session.ts';

/** Bytes that wait for a reader who does not read; more, and the stream ends. */
const mostWaiting = 4 * 1024 * 1024;

/**
 * The session's flow as Server-Sent Events: now, and with every change, until the reader goes away.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function toEventStream(session: Session): HttpResponse {
  const stop = session.onFlow((record) => send(record));
  const body = new Readable({
    read: () => {},
    destroy: (cause, done) => {
      stop();
      done(cause);
    },
  });
  const send = (record: unknown): void => {
    body.push(`event: flow\ndata: ${JSON.stringify(record)}\n\n`);
    if (body.readableLength > mostWaiting) {
      body.destroy();
    }
  };
  send(session.flow());
  return {
    status: 200,
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' },
    body,
  };
}
