/** HTTP in plain values, so that handlers know no framework: `server/` turns these into restify and back. */
import type { Readable } from 'node:stream';

export interface HttpRequest {
  readonly id: string;
  readonly method: string;
  /** Path without the query, as matched by the route. */
  readonly path: string;
  /** Decoded path parameters by name. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Header values by lower-case name; a header sent several times is joined by `, `. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed by content type: JSON value, `URLSearchParams` of a form, or undefined where the route takes no body. */
  readonly body: unknown;
  /** Aborted when the caller has gone away. */
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array | Readable;
}

/** A request before its body is read. */
export type HttpRequestHead = Omit<HttpRequest, 'body'>;

export type Handler = (request: HttpRequest) => Promise<HttpResponse>;

export const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

export type Method = (typeof methods)[number];

interface RoutePlace {
  readonly method: Method;
  /** Path with `:name` parameters, for example `/api/repairs/:id`. */
  readonly path: string;
  /** What body the route takes; none when absent. */
  readonly body?: {
    readonly types: readonly ('application/json' | 'application/x-www-form-urlencoded')[];
    /** Largest body in bytes. */
    readonly limit: number;
  };
  /**
   * Answers in the route's own words for what was thrown on the way to the handler or in it; undefined leaves it to the
   * server.
   */
  readonly refuse?: (fault: unknown, head: HttpRequestHead) => Promise<HttpResponse | undefined>;
}

/** Open to everybody, or with a check of its own in the handler. */
export interface OpenRoute extends RoutePlace {
  readonly handler: Handler;
}

/** Judges the caller before a byte of the body is read. */
export interface GuardedRoute extends RoutePlace {
  /** Gives the handler for this caller, or throws. */
  readonly admit: (head: HttpRequestHead) => Promise<Handler>;
}

export type Route = OpenRoute | GuardedRoute;

/** Builds a JSON answer. */
export function json(status: number, value: unknown, headers: HttpResponse['headers'] = {}): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}
