import { Agent, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import type { Log } from '../../foundation/log.ts';
import { createConnections, defaultConnectionLimits } from '../../server/connections.ts';
import type { Certificate } from './create-certificate.ts';

/** The addresses in the public cloud that the SDKs of bots call, and where their paths lead at this host. */
const paths = {
  'login.microsoftonline.com': { from: '/', to: '/botframework/' },
  'login.botframework.com': { from: '/', to: '/botframework/' },
  'api.botframework.com': { from: '/api/', to: '/token-service/api/' },
  'token.botframework.com': { from: '/api/', to: '/token-service/api/' },
  'smba.trafficmanager.net': { from: '/teams/', to: '/teams/' },
} as const;

export const cloudNames: readonly string[] = Object.keys(paths);

/** Maximum number of open tunnels. */
export const maxTunnels = 100;

/** In milliseconds: for the handshake, and for head and body of a request. */
const timeouts = { handshakeTimeout: 10_000, headersTimeout: 10_000, requestTimeout: 30_000 };

export interface CloudProxy {
  /** Handles a CONNECT request. */
  connect(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all tunnels. */
  close(): void;
}

export interface CloudProxyOptions {
  /** Of this host. */
  readonly origin: string;
  readonly certificate: Certificate;
  readonly log: Log;
}

/**
 * Creates the proxy (`HTTPS_PROXY`) with which a bot reaches this host at the addresses of the public cloud. Other
 * addresses are refused, so that the proxy opens no way to another machine.
 */
export function createCloudProxy({ origin, certificate: { key, certificate }, log }: CloudProxyOptions): CloudProxy {
  const agent = new Agent({ keepAlive: true, maxSockets: maxTunnels });
  const server = createServer({ key, cert: certificate, ...timeouts }, async (request, response) => {
    if (connections.enter(request, response)) {
      await connections.turn(request, response);
      if (!response.destroyed) {
        forward(origin, agent, request, response);
      }
    }
  });
  const connections = createConnections(server, {
    name: 'cloud proxy',
    limits: defaultConnectionLimits,
    log,
    event: 'secureConnection',
  });
  const sockets = new Set<Duplex>();
  return {
    connect(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const [name = '', port] = (request.url ?? '').toLowerCase().split(':');
      if (!Object.hasOwn(paths, name) || port !== '443') {
        refuse(socket, '403 Forbidden', `The local Teams host does not stand in for ${request.url}. ${remedy}`);
        return;
      }
      if (sockets.size >= maxTunnels) {
        refuse(socket, '503 Service Unavailable', `The local Teams host has ${maxTunnels} open tunnels: close some.`);
        return;
      }
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) {
        socket.unshift(head);
      }
      server.emit('connection', socket);
    },
    close() {
      for (const socket of sockets) {
        socket.destroy();
      }
      agent.destroy();
      void connections.close();
    },
  };
}

const remedy = 'Name it in NO_PROXY to call it directly.';

function refuse(socket: Duplex, status: string, sentence: string): void {
  const text = `${sentence}\n`;
  const head = [`HTTP/1.1 ${status}`, 'Content-Type: text/plain; charset=utf-8', 'Connection: close'];
  socket.end(`${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  // A client that does not close the connection.
  setTimeout(() => socket.destroy(), 1_000).unref();
}

function forward(origin: string, agent: Agent, request: IncomingMessage, response: ServerResponse): void {
  const { host, hostname, port } = new URL(origin);
  const name = (request.headers.host ?? '').toLowerCase().replace(/:443$/, '');
  const place = Object.entries(paths).find(([known]) => known === name)?.[1];
  const path = request.url ?? '';
  if (place === undefined || !path.startsWith(place.from)) {
    response.writeHead(place === undefined ? 421 : 404).end();
    return;
  }
  const { connection: _, ...headers } = request.headers;
  const call = send(
    {
      hostname,
      port,
      agent,
      method: request.method,
      path: place.to + path.slice(place.from.length),
      headers: { ...headers, host },
    },
    (answer) => {
      if (response.destroyed) {
        answer.destroy();
        return;
      }
      const { connection: __, ...own } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, own);
      pipeline(answer, response, () => {});
    },
  );
  call.on('error', () => {
    if (!response.headersSent) {
      response.writeHead(502);
    }
    response.end();
  });
  pipeline(request, call, () => {});
}
