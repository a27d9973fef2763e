import { createConnection } from 'node:net';

export interface RawRequestOptions {
  readonly port: number;
  /** Sent in order, `pause` milliseconds apart. */
  readonly chunks: readonly (string | Uint8Array)[];
  readonly pause?: number;
  /** In milliseconds; 30 seconds by default. */
  readonly timeout?: number;
}

/** Sends bytes that no HTTP client would send, and returns all bytes received until the connection closes. */
export function sendRaw({ port, chunks, pause = 0, timeout = 30_000 }: RawRequestOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1');
    const received: Buffer[] = [];
    const timer = setTimeout(
      () => socket.destroy(new Error('The server did not close the connection in time.')),
      timeout,
    );
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') {
        reject(error);
      }
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(received).toString('latin1'));
    });
    const sendNext = ([chunk, ...rest]: readonly (string | Uint8Array)[]): void => {
      if (chunk === undefined || socket.destroyed) {
        return;
      }
      socket.write(chunk);
      setTimeout(sendNext, pause, rest);
    };
    sendNext(chunks);
  });
}
