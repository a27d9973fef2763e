import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Request } from 'restify';
import { AppError } from '../foundation/errors.ts';
import type { HttpRequestHead, HttpResponse, Route } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';
import { type ConnectionLimits, createConnections, defaultConnectionLimits } from './connections.ts';
import { createResponder } from './create-responder.ts';
import { readBody } from './read-body.ts';
import { guardRequest } from './request-guard.ts';
import { createRestifyServer, verbs } from './restify-server.ts';
import { sendResponse } from './send-response.ts';
import { toHttpRequestHead } from './to-http-request-head.ts';

/** Limits of requests and connections, in milliseconds or bytes. */
export interface ServerLimits extends ConnectionLimits {
  /** From the first byte to the end of the headers. */
  readonly headersTimeout: number;
  /** From the first byte to the end of the body. */
  readonly requestTimeout: number;
  /** How often Node checks for requests that have timed out. */
  readonly checkInterval: number;
  readonly maxHeaderSize: number;
}

const defaultServerLimits: ServerLimits = {
  ...defaultConnectionLimits,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  checkInterval: 1_000,
  maxHeaderSize: 16_384,
};

/** Returns the response of a route. @throws AppError */
export type RunRoute = (route: Route, head: HttpRequestHead, readBody: () => Promise<unknown>) => Promise<HttpResponse>;

export interface ServerOptions {
  /** Name of the server in the log; never sent. */
  readonly name: string;
  /** `serve` can add more. */
  readonly routes?: readonly Route[] | undefined;
  readonly log: Log;
  readonly now: () => Date;
  /** Creates a UUID. */
  readonly newId?: (() => string) | undefined;
  /** Sent with every response, unless it overrides them. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly limits?: Partial<ServerLimits> | undefined;
  /**
   * Replaces `runRoute`. With this and `send`, the local Teams host adds errors in the format of the connector and
   * event streams, so that the app contains no code for them.
   */
  readonly run?: RunRoute | undefined;
  /** Replaces `sendResponse`. */
  readonly send?: ((response: ServerResponse, answer: HttpResponse) => void) | undefined;
  /** Handles CONNECT; without it, Node closes the connection. */
  readonly connect?: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined;
}

export interface AppServer {
  /** Adds routes, also while the server listens: those of the local Teams host depend on its address. */
  serve(routes: readonly Route[]): void;
  /** @param port 0 selects a free port. @throws the error of Node.js, for example with the code `EADDRINUSE`. */
  listen(port: number, host: string): Promise<{ readonly url: string; readonly port: number }>;
  /** Stops accepting connections, waits for pending responses, and closes silent connections. */
  close(): Promise<void>;
}

const baseHeaders = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

/** Authorizes the caller, then reads the body, then calls the handler. */
export const runRoute: RunRoute = async (route, head, readBody) => {
  const handler = 'admit' in route ? await route.admit(head) : route.handler;
  return handler({ ...head, body: await readBody() });
};

/** Creates an HTTP server for a table of routes. Nothing listens before `listen`. */
export function createServer(options: ServerOptions): AppServer {
  const { name, routes = [], log, now, newId = randomUUID, run = runRoute, send = sendResponse } = options;
  const limits = { ...defaultServerLimits, ...options.limits };
  const restify = createRestifyServer(log);
  const { server, router } = restify;
  const connections = createConnections(server, { name, limits, log });
  const responder = createResponder({
    name,
    log,
    now,
    newId,
    headers: { ...baseHeaders, ...options.headers },
    send,
    isLast: connections.isLast,
  });

  server.headersTimeout = limits.headersTimeout;
  server.requestTimeout = limits.requestTimeout;
  server.connectionsCheckingInterval = limits.checkInterval;
  server.maxHeaderSize = limits.maxHeaderSize;

  if (options.connect !== undefined) {
    server.on('connect', options.connect);
  }
  restify.first((request, response) => {
    if (!connections.enter(request, response)) {
      return false;
    }
    responder.begin(request, response);
    try {
      guardRequest(request);
      return true;
    } catch (fault) {
      responder.fail(request, response, fault);
      return false;
    }
  });

  const addRoute = (route: Route): void => {
    const handle = async (request: Request, response: ServerResponse): Promise<void> => {
      try {
        await connections.turn(request, response);
        const head = toHttpRequestHead(request, response, responder.idOf(request));
        const running = responder.inTrace(request, () => run(route, head, () => readBody(request, route.body)));
        responder.send(request, response, await running);
      } catch (fault) {
        responder.fail(request, response, fault);
      }
    };
    restify[verbs[route.method]](route.path, handle);
    if (route.method === 'GET') {
      restify.head(route.path, handle);
    }
  };
  routes.forEach(addRoute);

  // restify determines the allowed methods of the path; the response is ours.
  const defaultRoute = router.defaultRoute.bind(router);
  router.defaultRoute = (request, response, next) =>
    defaultRoute(request, response, () => {
      const allow = response.getHeader('Allow');
      if (allow === undefined) {
        responder.fail(request, response, new AppError(404, 'not_found', 'There is nothing at this address.'));
      } else if (request.method === 'OPTIONS') {
        responder.send(request, response, { status: 204, headers: { Allow: `${allow}, OPTIONS` } });
      } else {
        const message = 'This address does not allow this method, only those in Allow.';
        const headers = { Allow: String(allow) };
        responder.fail(request, response, new AppError(405, 'method_not_allowed', message, { headers }));
      }
      next();
    });

  return {
    serve: (added) => added.forEach(addRoute),
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        let listening = false;
        restify.on('error', (cause) => {
          // Until the server listens, the caller reports the error.
          if (listening) {
            log.error('server: failed', { server: name, cause });
          }
          reject(cause);
        });
        server.listen(port, host, () => {
          listening = true;
          const { port: taken } = restify.address();
          resolve({ port: taken, url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}` });
        });
      }),
    close: connections.close,
  };
}
