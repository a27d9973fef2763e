import { Agent } from 'undici';

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, in milliseconds. */
  readonly timeout: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface HttpClient {
  /**
   * Makes one call: no redirects, no retries, bounded in time and in what is read.
   * @throws Error of whatever kind where there is no whole answer; its message is for the log only.
   */
  send(call: HttpCall): Promise<HttpAnswer>;
  /** Cuts what is under way and lets go of all connections. */
  close(): Promise<void>;
}

const maximumBytes = 256 * 1024;
const connectionsPerOrigin = 64;

/** Creates what the bot speaks to its channel with: kept connections, a bounded number of them. */
export function createHttpClient(): HttpClient {
  const agent = new Agent({
    connections: connectionsPerOrigin,
    keepAliveTimeout: 20_000,
    maxResponseSize: maximumBytes,
  });
  return {
    async send({ method, url, headers = {}, body, timeout }) {
      const { origin, pathname, search } = new URL(url);
      // Unlike AbortSignal.timeout this is over when the call is, and holds nothing until the time would be up.
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), timeout);
      try {
        const response = await agent.request({
          origin,
          path: pathname + search,
          method,
          headers,
          ...(body === undefined ? {} : { body }),
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
