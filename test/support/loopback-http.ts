/** A loopback server for bot frameworks that have no server, or one that would listen on every interface. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface LoopbackRequest {
  readonly method: string;
  readonly headers: Record<string, string | string[]>;
  readonly body: unknown;
}

export interface LoopbackServer {
  readonly url: string;
  answer(handler: (request: LoopbackRequest) => Promise<LoopbackAnswer>): void;
  close(): Promise<void>;
}

export async function startLoopbackServer(): Promise<LoopbackServer> {
  let handler: (request: LoopbackRequest) => Promise<LoopbackAnswer> = async () => ({ status: 503 });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const { status, body } = await handler({
      method: request.method ?? '',
      headers: request.headers as LoopbackRequest['headers'],
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
    });
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (next) => {
      handler = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
