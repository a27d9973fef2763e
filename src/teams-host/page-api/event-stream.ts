import { Readable } from 'node:stream';
import type { Session } from '../sessions/session.ts';
import type { StreamedResponse } from './send-streams.ts';

/** Bytes that wait for a reader who does not read; more, and the stream ends. */
const mostWaiting = 4 * 1024 * 1024;

/** Sends an event of this name to the reader. */
export type SendEvent = (name: string, data: unknown) => void;

/**
 * The session's flow as Server-Sent Events: now, and with every change, until the reader goes away. Also that another person
 * has sat down, maybe in another tab.
 * @param follow what else the reader is told of; it gives what ends it.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function toEventStream(
  session: Session,
  follow: (send: SendEvent) => () => void = () => () => {},
): StreamedResponse {
  const stopFlow = session.onFlow((record) => send('flow', record));
  const stopSession = session.onUserSwitch(() => send('session', {}));
  const stopOthers = follow((name, data) => send(name, data));
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
    if (stream.readableLength > mostWaiting) {
      stream.destroy();
    }
  };
  send('flow', session.flow());
  return {
    status: 200,
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' },
    stream,
  };
}
