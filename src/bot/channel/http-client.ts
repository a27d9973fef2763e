import { Agent } from 'undici';
import { currentTraceparent } from '../../foundation/trace.ts';

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Timeout for the whole exchange, in milliseconds. */
  readonly timeout: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends every outgoing request of the bot. */
export interface HttpClient {
  /**
   * Sends one request, without redirects or retries, limited in time and in the size of the answer.
   * @throws Error of any kind without a complete answer; its message is for the log only.
   */
  send(call: HttpCall): Promise<HttpAnswer>;
  /** Aborts requests under way and closes all connections. */
  close(): Promise<void>;
}

const maximumBytes = 256 * 1024;
const connectionsPerOrigin = 64;

/** Creates a client with its own connection pool. Sends `traceparent` with every request. */
export function createHttpClient(): HttpClient {
  const agent = new Agent({
    connections: connectionsPerOrigin,
    keepAliveTimeout: 20_000,
    maxResponseSize: maximumBytes,
  });
  return {
    async send({ method, url, headers = {}, body, timeout }) {
      const { origin, pathname, search } = new URL(url);
      // AbortSignal.timeout would keep the request in memory until the timeout, long after its answer.
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), timeout);
      try {
        const response = await agent.request({
          origin,
          path: pathname + search,
          method,
          headers: { ...headers, traceparent: currentTraceparent() },
          body: body ?? null,
          signal: controller.signal,
        });
        return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => agent.destroy(),
  };
}
