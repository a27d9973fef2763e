import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, Unavailable } from '../foundation/errors.ts';
import type { HttpRequestHead, HttpResponse, Route } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';
import { createResponder } from './create-responder.ts';
import { readBody } from './read-body.ts';
import { guardRequest } from './request-guard.ts';
import { createRestifyServer, type RestifyRequest } from './restify-server.ts';
import { toHttpRequestHead } from './to-http-request-head.ts';

/** How long and how large a request may be, and how long a drain may take; milliseconds and bytes. */
export interface ServerLimits {
  /** From the first byte to the end of the headers. */
  readonly headersTimeout: number;
  /** From the first byte to the end of the body. */
  readonly requestTimeout: number;
  /** How often Node looks for requests that are over time. */
  readonly checkInterval: number;
  readonly maxHeaderSize: number;
  /** What still runs this long after `close()` is cut off. */
  readonly drainTimeout: number;
}

const defaultServerLimits: ServerLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  checkInterval: 1_000,
  maxHeaderSize: 16_384,
  drainTimeout: 10_000,
};

export interface ServerOptions {
  /** Names the server in the log; it is never sent. */
  readonly name: string;
  /** When absent, every request gets 503 until `serve` is called. */
  readonly routes?: readonly Route[];
  readonly log: Log;
  readonly now: () => Date;
  /** Sent with every answer, unless the handler says otherwise. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly limits?: Partial<ServerLimits>;
}

export interface AppServer {
  /** Adds routes, for a server whose routes can only be built once its address is known. */
  serve(routes: readonly Route[]): void;
  /** Port 0 takes a free one. @throws what Node says, for example with code `EADDRINUSE` */
  listen(port: number, host: string): Promise<{ readonly url: string; readonly port: number }>;
  /** Takes no more connections, ends streams, and waits for the answers that are under way. */
  close(): Promise<void>;
}

const baseHeaders = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

async function answer(route: Route, head: HttpRequestHead, request: RestifyRequest): Promise<HttpResponse> {
  try {
    const handler = 'admit' in route ? await route.admit(head) : route.handler;
    return await handler({ ...head, body: await readBody(request, route.body) });
  } catch (fault) {
    const refusal = await route.refuse?.(fault, head);
    if (refusal === undefined) {
      throw fault;
    }
    return refusal;
  }
}

/** Creates an HTTP server that runs a table of routes. Nothing listens before `listen`. */
export function createServer(options: ServerOptions): AppServer {
  const { name, log, now } = options;
  const limits = { ...defaultServerLimits, ...options.limits };
  const restify = createRestifyServer(log);
  const { server, router } = restify;
  const responder = createResponder({ name, log, now, headers: { ...baseHeaders, ...options.headers } });

  server.headersTimeout = limits.headersTimeout;
  server.requestTimeout = limits.requestTimeout;
  server.connectionsCheckingInterval = limits.checkInterval;
  server.maxHeaderSize = limits.maxHeaderSize;

  let isServing = false;
  restify.first((request, response) => {
    responder.begin(request, response);
    try {
      guardRequest(request);
      if (!isServing) {
        throw new Unavailable('The server is starting.', { headers: { 'Retry-After': '1' } });
      }
      return true;
    } catch (fault) {
      responder.fail(request, response, fault);
      return false;
    }
  });

  const addRoute = (route: Route): void => {
    const handle = async (request: RestifyRequest, response: ServerResponse): Promise<void> => {
      try {
        const head = toHttpRequestHead(request, response, responder.idOf(request));
        responder.send(request, response, await answer(route, head, request));
      } catch (fault) {
        responder.fail(request, response, fault);
      }
    };
    restify.route(route.method, route.path, handle);
    if (route.method === 'GET') {
      restify.route('HEAD', route.path, handle);
    }
  };
  const serve = (routes: readonly Route[]): void => {
    routes.forEach(addRoute);
    isServing = true;
  };
  if (options.routes !== undefined) {
    serve(options.routes);
  }

  // restify works out which methods a path allows; the answer to it is ours.
  const defaultRoute = router.defaultRoute.bind(router);
  router.defaultRoute = (request, response, next) =>
    defaultRoute(request, response, () => {
      const allow = response.getHeader('Allow');
      if (allow === undefined) {
        responder.fail(request, response, new AppError(404, 'not_found', 'There is nothing at this address.'));
      } else if (request.method === 'OPTIONS') {
        responder.send(request, response, { status: 204, headers: { Allow: `${allow}, OPTIONS` } });
      } else {
        const message = 'This address does not take this method.';
        const headers = { Allow: String(allow) };
        responder.fail(request, response, new AppError(405, 'method_not_allowed', message, { headers }));
      }
      next();
    });

  return {
    serve,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        let listening = false;
        restify.on('error', (cause) => {
          // Until then it is the caller who tells.
          if (listening) {
            log.error('server failed', { server: name, cause });
          }
          reject(cause);
        });
        server.listen(port, host, () => {
          listening = true;
          const { port: taken } = server.address() as AddressInfo;
          resolve({ port: taken, url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}` });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), limits.drainTimeout);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        responder.drain();
      }),
  };
}
