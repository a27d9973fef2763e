/**
 * HTTP as plain values, so that handlers do not depend on a framework; `server/` converts between these and restify.
 */

export interface HttpRequest {
  /** Unique id of this request, sent with the response as `X-Request-Id`. */
  readonly id: string;
  readonly method: string;
  /** Path without the query, as matched by the route. */
  readonly path: string;
  /** Decoded path parameters by name. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Header values by lower-case name; repeated headers are joined with `, `. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The parsed body; undefined if the request has none or the route does not accept one. */
  readonly body: unknown;
  /** Aborted if the caller disconnects before the response is complete. */
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly body?: string | Uint8Array | undefined;
}

/** A request before its body is read. */
export type HttpRequestHead = Omit<HttpRequest, 'body'>;

export type Handler = (request: HttpRequest) => Promise<HttpResponse>;

/** Methods of routes. Only the connector of the local Teams host uses PUT. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** The body that a route accepts. */
export interface BodyFormat {
  /** Media type, in lower case and without parameters. */
  readonly type: string;
  /** Largest size in bytes. */
  readonly limit: number;
  /** @throws InvalidRequest */
  readonly parse: (text: string) => unknown;
}

interface RoutePlace {
  readonly method: Method;
  /** Path with `:name` parameters, for example `/api/repairs/:id`. */
  readonly path: string;
  /** If absent, the route does not accept a body and does not read one. */
  readonly body?: BodyFormat | undefined;
}

/** A route without authorization, or whose handler authorizes the caller itself. */
export interface OpenRoute extends RoutePlace {
  readonly handler: Handler;
}

/** Authorizes the caller before a byte of the body is read. */
export interface GuardedRoute extends RoutePlace {
  /** Returns the handler for this caller. @throws AppError */
  readonly admit: (head: HttpRequestHead) => Promise<Handler>;
}

export type Route = OpenRoute | GuardedRoute;

/** Creates a JSON response. @param value is serialized, unless it is bytes, which must be JSON in UTF-8. */
export function json(status: number, value: unknown, headers: HttpResponse['headers'] = {}): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: value instanceof Uint8Array ? value : JSON.stringify(value),
  };
}
