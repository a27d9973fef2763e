import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import type { Log } from '../foundation/log.ts';

export interface ConnectionLimits {
  /** Maximum number of open connections; further ones are closed at once. */
  readonly maxConnections: number;
  /**
   * Maximum number of unanswered requests of one connection. A client that pipelines gets one response after the other;
   * a connection with more requests is destroyed.
   */
  readonly maxPipelined: number;
  /**
   * How often connections are checked for clients that do not read, in milliseconds. A client has once to twice as long
   * to read a response, and the next part of one that is streamed.
   */
  readonly readTimeout: number;
  /** How long a connection may be silent after `close()` before it is closed, in milliseconds. */
  readonly silenceTimeout: number;
  /** How long after `close()` connections that are still open are destroyed, in milliseconds. */
  readonly drainTimeout: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  maxConnections: 1000,
  maxPipelined: 32,
  readTimeout: 30_000,
  silenceTimeout: 500,
  drainTimeout: 10_000,
};

export interface ConnectionsOptions {
  /** Name of the server in the log. */
  readonly name: string;
  readonly limits: ConnectionLimits;
  readonly log: Log;
  /** The event with which the server announces its sockets; `secureConnection` for one of HTTPS. */
  readonly event?: 'connection' | 'secureConnection';
}

/** Limits and closes the connections of a server. */
export interface Connections {
  /**
   * Call it first for every request.
   * @returns false if the request must be ignored because its connection is closing.
   */
  enter(request: IncomingMessage, response: ServerResponse): boolean;
  /** Resolves when all earlier responses of the connection have been read; never if the connection is closed first. */
  turn(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined;
  /** Returns true if the response to this request must close the connection. */
  isLast(request: IncomingMessage): boolean;
  /**
   * Stops listening, and closes each connection after its last response or once it is silent. A kept connection that
   * has just sent a request is not reset: the request is answered.
   */
  close(): Promise<void>;
}

interface Connection {
  /** Responses that are not complete, in order. */
  readonly pending: Set<ServerResponse>;
  /** Whether further requests are ignored. */
  isClosing: boolean;
  /** `bytesRead` of the socket at the last check for silence. */
  bytesRead: number | undefined;
  /** How many bytes were passed to the system by the last check, if others were waiting then. */
  bytesSent: number | undefined;
}

/** Number of connections that are closed before the requests that have arrived in the meantime are read. */
const closedAtOnce = 8;

/**
 * Node.js handles all pipelined requests of a connection at the same time and keeps their responses in memory, however
 * many, until the client reads them; and its `close` resets connections whose requests it has not read yet.
 */
export function createConnections(server: Server, options: ConnectionsOptions): Connections {
  const { name, limits, log, event = 'connection' } = options;
  const connections = new Map<Socket, Connection>();
  let isDraining = false;
  let isFull = false;

  server.maxConnections = limits.maxConnections;
  server.on(event, (socket: Socket) => {
    isFull = false;
    connections.set(socket, { pending: new Set(), isClosing: false, bytesRead: undefined, bytesSent: undefined });
    socket.once('close', () => connections.delete(socket));
  });
  server.on('drop', () => {
    if (!isFull) {
      isFull = true;
      log.warn('server: connection limit reached', { server: name, connections: connections.size });
    }
  });

  /** Destroys connections to which nothing was passed since the last check, although something was waiting. */
  function closeStalled(): void {
    for (const [socket, connection] of connections) {
      const { writableLength } = socket;
      const bytesSent = writableLength === 0 ? undefined : socket.bytesWritten - writableLength;
      if (bytesSent !== undefined && bytesSent === connection.bytesSent) {
        log.info('server: response not read', { server: name });
        socket.destroy();
      }
      connection.bytesSent = bytesSent;
    }
  }
  const stalledChecks = setInterval(closeStalled, limits.readTimeout).unref();

  /** Closes connections that have sent nothing since the last check, unless a response is due. */
  async function closeSilent(): Promise<void> {
    let closed = 0;
    for (const [socket, connection] of connections) {
      if (closed % closedAtOnce === 0) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      const isBusy = [...connection.pending].some(({ req }) => req.complete);
      if (!isBusy && socket.bytesRead === connection.bytesRead) {
        end(socket, connection);
        closed += 1;
      }
      connection.bytesRead = socket.bytesRead;
    }
  }

  return {
    enter(request, response) {
      const { socket } = request;
      const connection = connections.get(socket);
      if (connection === undefined || connection.isClosing) {
        return false;
      }
      const { pending } = connection;
      if (pending.size >= limits.maxPipelined) {
        log.info('server: too many pipelined requests', { server: name });
        connection.isClosing = true;
        socket.destroy();
        return false;
      }
      pending.add(response);
      response.once('finish', () => pending.delete(response));
      return true;
    },

    turn({ socket }, response) {
      const previous = findPrevious(connections.get(socket)?.pending ?? [], response);
      return previous && new Promise((resolve) => previous.once('finish', resolve));
    },

    isLast: ({ socket }) => isDraining && (connections.get(socket)?.pending.size ?? 0) < 2,

    close: () =>
      new Promise((resolve) => {
        isDraining = true;
        const checks = setInterval(() => void closeSilent(), limits.silenceTimeout);
        const deadline = setTimeout(() => server.closeAllConnections(), limits.drainTimeout);
        void closeSilent();
        NetServer.prototype.close.call(server, () => {
          clearInterval(checks);
          clearInterval(stalledChecks);
          clearTimeout(deadline);
          // Stops the timer of Node.js that checks for requests that have timed out.
          server.close();
          resolve();
        });
      }),
  };
}

function findPrevious(pending: Iterable<ServerResponse>, response: ServerResponse): ServerResponse | undefined {
  let previous: ServerResponse | undefined;
  for (const other of pending) {
    if (other === response) {
      break;
    }
    previous = other;
  }
  return previous;
}

/** Ends a connection; destroys it if it has already been ended and the client has not closed it since. */
function end(socket: Socket, connection: Connection): void {
  if (connection.isClosing) {
    socket.destroy();
  } else {
    connection.isClosing = true;
    socket.end();
  }
}
