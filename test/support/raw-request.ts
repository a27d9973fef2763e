import { createConnection } from 'node:net';

export interface RawRequestOptions {
  readonly port: number;
  /** Sent one after the other, `pause` milliseconds apart. */
  readonly chunks: readonly (string | Uint8Array)[];
  readonly pause?: number;
  /** Stops waiting after so many milliseconds. */
  readonly timeout?: number;
}

/** Sends bytes no HTTP client would send, and gives all that comes back until the server closes the connection. */
export function sendRaw({ port, chunks, pause = 0, timeout = 30_000 }: RawRequestOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1');
    const received: Buffer[] = [];
    const timer = setTimeout(() => socket.destroy(new Error('The server neither answered nor closed.')), timeout);
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
