import { type IncomingMessage, type Server as NodeServer, ServerResponse } from 'node:http';
import { pino } from 'pino';
import { createServer } from 'restify';
import type { Method } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';

// Loading restify replaces `writeHead` of every response in the process with one that returns nothing, which breaks other
// servers that chain on it. So does loading this module put it back: the original is kept beside the replacement.
const responses = ServerResponse.prototype as ServerResponse & { _writeHead?: ServerResponse['writeHead'] };
responses.writeHead = responses._writeHead ?? responses.writeHead;

/** A request as restify decorates it. */
export interface RestifyRequest extends IncomingMessage {
  readonly params: Readonly<Record<string, string>>;
  /** Parses URL and Host once. @throws TypeError when either is malformed. */
  getUrl(): URL;
}

type Next = (fault?: unknown) => void;

/** The part of restify 12 this app uses; `@types/restify` describes restify 8, which differs in all of it. */
export interface RestifyServer {
  /** The node:http server inside. */
  readonly server: NodeServer & { connectionsCheckingInterval: number; maxHeaderSize: number };
  readonly router: { defaultRoute(request: RestifyRequest, response: ServerResponse, next: Next): void };
  /** Runs before restify does anything; returning false ends restify's part in the request. Must not throw. */
  first(handler: (request: RestifyRequest, response: ServerResponse) => boolean): void;
  /** Adds a route; restify refuses async handlers that declare a third argument. */
  route(method: Method | 'HEAD', path: string, handler: RestifyHandler): void;
  on(event: 'error', listener: (fault: Error) => void): void;
}

export type RestifyHandler = (request: RestifyRequest, response: ServerResponse) => Promise<void>;

const verbs = {
  GET: 'get',
  HEAD: 'head',
  POST: 'post',
  PATCH: 'patch',
  PUT: 'put',
  DELETE: 'del',
} as const satisfies Record<Method | 'HEAD', string>;

/** Longer than any URL that fits `maxHeaderSize`, so that a long id is refused by its rule and not by the router. */
const maxParamLength = 65_536;

/**
 * Creates a restify server with none of its plugins and no banner. What restify itself warns of goes to the log.
 */
export function createRestifyServer(log: Log): RestifyServer {
  const warnings = pino(
    { level: 'warn', base: null },
    { write: (line) => log.warn('restify: warning', { entry: JSON.parse(line) }) },
  );
  const options = { name: '', maxParamLength, log: warnings };
  const server = createServer(options as unknown as Parameters<typeof createServer>[0]) as unknown as Omit<
    RestifyServer,
    'route'
  > &
    Record<(typeof verbs)[keyof typeof verbs], (path: string, handler: RestifyHandler) => void>;
  // restify listens for upgrades and leaves the socket open for good; without a listener Node ignores the wish.
  server.server.removeAllListeners('upgrade');
  return Object.assign(server, {
    route: (method: Method | 'HEAD', path: string, handler: RestifyHandler) => server[verbs[method]](path, handler),
  });
}
