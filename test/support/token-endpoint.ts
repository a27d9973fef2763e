/** A minimal authorization server for fault tests; answers as scripted by a test and records its requests. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly form: URLSearchParams;
}

export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** Text sent unchanged as HTML, or a value sent as JSON. */
  readonly body?: unknown;
  readonly delayMs?: number;
  /** Awaited before the answer is sent. */
  readonly after?: Promise<void>;
}

export interface TokenEndpoint {
  readonly origin: string;
  readonly requests: RecordedRequest[];
  /** Sets the answer for a path from now on; other paths answer 404. */
  on(path: string, answer: ScriptedAnswer | ((request: RecordedRequest) => ScriptedAnswer)): void;
  to(path: string): RecordedRequest[];
  close(): Promise<void>;
}

export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const answers = new Map<string, ScriptedAnswer | ((request: RecordedRequest) => ScriptedAnswer)>();
  const requests: RecordedRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    let text = '';
    for await (const chunk of incoming) {
      text += chunk;
    }
    const [path = '/', search = ''] = (incoming.url ?? '/').split('?');
    const request = {
      method: incoming.method ?? '',
      path,
      query: new URLSearchParams(search),
      headers: incoming.headers,
      form: new URLSearchParams(text),
    };
    requests.push(request);
    const scripted = answers.get(path) ?? { status: 404, body: {} };
    const {
      status = 200,
      headers = {},
      body = '',
      delayMs = 0,
      after,
    } = typeof scripted === 'function' ? scripted(request) : scripted;
    const send = () => {
      const isText = typeof body === 'string';
      outgoing.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
      outgoing.end(isText ? body : JSON.stringify(body));
    };
    await after;
    setTimeout(send, delayMs);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    on: (path, answer) => answers.set(path, answer),
    to: (path) => requests.filter((request) => request.path === path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
