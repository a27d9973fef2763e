import { Readable } from 'node:stream';
import type { Session } from '../sessions/session.ts';
import type { EventStream } from '../wire/events.ts';
import type { StreamedResponse } from './send-streams.ts';

/** Maximum size of unread data in bytes; beyond it, the stream ends. */
const maxBufferedBytes = 4 * 1024 * 1024;

/** After which the browser opens a lost stream again, in milliseconds. */
const retryAfter = 1_000;

/** Sends an event to the page. */
export type SendEvent = <Name extends keyof EventStream>(name: Name, data: EventStream[Name]) => void;

/**
 * Streams the events of a session as Server-Sent Events, beginning with its actions, until the page disconnects.
 * @param follow subscribes to further events; returns a function that ends the subscription.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function toEventStream(
  session: Session,
  follow: (send: SendEvent) => () => void = () => () => {},
): StreamedResponse {
  const stopFlow = session.onFlow((record) => send('flow', record));
  const stopSession = session.onUserSwitch(() => send('session', {}));
  const stopOthers = follow((...event) => send(...event));
  const stream = new Readable({
    read: () => {},
    destroy: (cause, done) => {
      stopFlow();
      stopSession();
      stopOthers();
      done(cause);
    },
  });
  const send: SendEvent = (name, data) => {
    stream.push(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    if (stream.readableLength > maxBufferedBytes) {
      stream.destroy();
    }
  };
  stream.push(`retry: ${retryAfter}\n\n`);
  for (const flow of session.flows()) {
    send('flow', flow.record());
  }
  return {
    status: 200,
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' },
    stream,
  };
}
