/** HTTP in plain values, so that handlers know no framework: `server/` translates between these and restify. */

export interface HttpRequest {
  /** Names this one request; sent with the answer as `X-Request-Id`. */
  readonly id: string;
  readonly method: string;
  /** Path without the query, as matched by the route. */
  readonly path: string;
  /** Decoded path parameters by name. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Header values by lower-case name; a header sent several times is joined by `, `. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The value that the route's body format parses; undefined where the request has no body or the route takes none. */
  readonly body: unknown;
  /** Aborted when the caller has gone away. */
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

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** The body that a route takes. */
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
  /** None when absent: a body that is sent nevertheless is not read. */
  readonly body?: BodyFormat | undefined;
}

/** Open to everybody, or with a check of its own in the handler. */
export interface OpenRoute extends RoutePlace {
  readonly handler: Handler;
}

/** Authorizes the caller before a byte of the body is read. */
export interface GuardedRoute extends RoutePlace {
  /** Returns the handler for this caller. @throws AppError */
  readonly admit: (head: HttpRequestHead) => Promise<Handler>;
}

export type Route = OpenRoute | GuardedRoute;

/** Creates a JSON response. @param value bytes are JSON in UTF-8 already, and sent as they are. */
export function json(status: number, value: unknown, headers: HttpResponse['headers'] = {}): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: value instanceof Uint8Array ? value : JSON.stringify(value),
  };
}
