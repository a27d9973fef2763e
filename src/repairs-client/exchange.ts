import { type Dispatcher, errors, Pool } from 'undici';
import { textMember } from '../foundation/json-value.ts';
import { currentTraceparent } from '../foundation/trace.ts';
import { ApiFault, BrokenAnswer } from './api-fault.ts';
import type { BaseUrl } from './parse-base-url.ts';
import { parseRetryAfter } from './parse-retry-after.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path and query below the base URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly etag: string | undefined;
  readonly allow: string | undefined;
  /** `Retry-After` in seconds. */
  readonly retryAfter: number | undefined;
  /** JSON of a success or a 400; otherwise empty. */
  readonly text: string;
}

/** Sends requests to the API. */
export interface Exchange {
  /**
   * @throws ApiFault for a 5xx or without a complete response, of kind `timeout` if the signal is aborted.
   * @throws BrokenAnswer if the response does not conform to the contract or is too large.
   */
  send(request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer>;
  /** Waits for pending requests, then closes all connections. */
  close(): Promise<void>;
}

export interface ExchangeOptions {
  readonly baseUrl: BaseUrl;
  readonly connections: number;
  /** In milliseconds. */
  readonly connectTimeout: number;
  readonly maximumBytes: number;
  readonly now: () => Date;
}

type Response = Dispatcher.ResponseData;

/** Maximum number of bytes of an ignored body that are read to keep the connection. */
const dumpLimit = 65_536;

/** Does not follow redirects and does not accept compressed responses. */
export function createExchange({ baseUrl, connections, connectTimeout, maximumBytes, now }: ExchangeOptions): Exchange {
  const pool = new Pool(baseUrl.origin, {
    connections,
    allowH2: false,
    connect: { timeout: connectTimeout },
    maxResponseSize: maximumBytes,
  });

  async function send(request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
    const { method, path, body } = request;
    const headers = { ...request.headers, traceparent: currentTraceparent() };
    const response = await pool.request({ method, path: baseUrl.path + path, headers, body: body ?? null, signal });
    const { statusCode: status } = response;
    const retryAfter = parseRetryAfter(toText(response.headers['retry-after']), now());
    if (status >= 500) {
      await discard(response, signal);
      throw new ApiFault('server_error', `status ${status}`, { retryAfter });
    }
    const text = await readText(response, signal);
    const { etag, allow } = response.headers;
    return { status, etag: toText(etag), allow: toText(allow), retryAfter, text };
  }

  return {
    async send(request, signal) {
      try {
        return await send(request, signal);
      } catch (cause) {
        throw toFault(cause, signal);
      }
    },
    close: () => pool.close(),
  };
}

const neverSent: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Classifies an error. Returns bugs unchanged. */
function toFault(cause: unknown, signal: AbortSignal): unknown {
  if (cause instanceof ApiFault || cause instanceof BrokenAnswer) {
    return cause;
  }
  if (signal.aborted) {
    return new ApiFault('timeout', 'no answer in time');
  }
  if (cause instanceof errors.ResponseExceededMaxSizeError) {
    return new BrokenAnswer('too large', { cause });
  }
  const code = cause instanceof errors.HTTPParserError ? 'not HTTP' : textMember(cause, 'code');
  if (code === undefined || cause instanceof errors.InvalidArgumentError) {
    return cause;
  }
  return new ApiFault(neverSent.has(code) ? 'unreachable' : 'connection', code, { cause });
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  const { statusCode: status, headers } = response;
  const isSuccess = status >= 200 && status < 300 && status !== 204;
  const encoding = toText(headers['content-encoding']) ?? 'identity';
  const type = toText(headers['content-type'])?.split(';')[0]?.trim().toLowerCase();
  if (encoding === 'identity' && type === (isSuccess ? 'application/json' : 'application/problem+json')) {
    if (isSuccess || status === 400) {
      return response.body.text();
    }
  }
  await discard(response, signal);
  if (isSuccess) {
    throw new BrokenAnswer(`content type ${type?.slice(0, 100)}, encoding ${encoding.slice(0, 100)}`);
  }
  return '';
}

async function discard({ body }: Response, signal: AbortSignal): Promise<void> {
  // Only the status matters.
  await body.dump({ limit: dumpLimit, signal }).catch(() => undefined);
}

const toText = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;
