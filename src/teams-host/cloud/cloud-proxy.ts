import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
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

export interface CloudProxy {
  /** Handles a CONNECT request. */
  connect(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all tunnels. */
  close(): void;
}

/**
 * Creates the proxy (`HTTPS_PROXY`) with which a bot reaches this host at the addresses of the public cloud. Other
 * addresses are refused, so that the proxy opens no way to another machine.
 * @param origin of this host.
 */
export function createCloudProxy(origin: string, { key, certificate }: Certificate): CloudProxy {
  const server = createServer({ key, cert: certificate }, (request, response) => forward(origin, request, response));
  const sockets = new Set<Duplex>();
  return {
    connect(request, socket, head) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      const [name = '', port] = (request.url ?? '').toLowerCase().split(':');
      if (!Object.hasOwn(paths, name) || port !== '443') {
        const text = `The local Teams host does not stand in for ${request.url}. Name it in NO_PROXY to call it directly.\n`;
        const lines = ['HTTP/1.1 403 Forbidden', 'Content-Type: text/plain; charset=utf-8', 'Connection: close'];
        socket.end(`${lines.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
        return;
      }
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
    },
  };
}

function forward(origin: string, request: IncomingMessage, response: ServerResponse): void {
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
      method: request.method,
      path: place.to + path.slice(place.from.length),
      headers: { ...headers, host },
    },
    (answer) => {
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
