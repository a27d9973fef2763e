import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { waitUntil } from './wait-until.ts';

/** A client connection that sends and receives bytes as the test decides. */
export interface RawConnection {
  readonly socket: Socket;
  send(bytes: string): void;
  /** Everything received so far. */
  received(): string;
  /** Waits until that many responses have begun, and returns everything received. */
  responses(count: number): Promise<string>;
  /** Resolves once the connection is closed, to `reset` or `end`. */
  readonly closed: Promise<'reset' | 'end'>;
}

/** Connects to a loopback server. Call `socket.pause()` for a client that does not read. */
export async function openRawConnection(port: number, { allowHalfOpen = false } = {}): Promise<RawConnection> {
  const socket = createConnection({ port, host: '127.0.0.1', allowHalfOpen });
  const chunks: Buffer[] = [];
  let isReset = false;
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {
    isReset = true;
  });
  const closed = new Promise<'reset' | 'end'>((resolve) => {
    socket.once('close', () => resolve(isReset ? 'reset' : 'end'));
  });
  await once(socket, 'connect');
  const received = () => Buffer.concat(chunks).toString('latin1');
  return {
    socket,
    send: (bytes) => socket.write(bytes),
    received,
    responses: (count) =>
      waitUntil(
        () => received().split('HTTP/1.1 ').length > count && received(),
        () => `${count} responses expected, received: ${received()}`,
      ),
    closed,
  };
}

/** The bytes of a GET request without body. */
export const aGet = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
