/** The part of restify 12 that this server uses. `@types/restify` describes restify 8, which differs in all of it. */
declare module 'restify' {
  import type { IncomingMessage, Server as NodeServer, ServerResponse } from 'node:http';
  import type { AddressInfo } from 'node:net';

  export interface ServerOptions {
    /** Sent as the `Server` header; empty for none. */
    readonly name: string;
    /** Passed on to the router, find-my-way. */
    readonly maxParamLength: number;
    readonly log: RestifyLog;
  }

  /** The part of a pino logger that restify calls. */
  export interface RestifyLog
    extends Readonly<Record<'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal', (...message: unknown[]) => void>> {
    child(): RestifyLog;
  }

  export interface Request extends IncomingMessage {
    readonly params: Readonly<Record<string, string>>;
    /** Parses URL and Host once. @throws TypeError if either is malformed. */
    getUrl(): URL;
  }

  /** An async handler must not declare a third parameter. */
  export type RequestHandler = (request: Request, response: ServerResponse) => Promise<void>;

  type AddRoute = (path: string, handler: RequestHandler) => void;

  export interface Server {
    readonly server: NodeServer & { connectionsCheckingInterval: number; maxHeaderSize: number };
    readonly router: {
      defaultRoute(request: Request, response: ServerResponse, next: (fault?: unknown) => void): void;
    };
    /** Runs before everything else; returning false stops restify from handling the request. Must not throw. */
    first(handler: (request: Request, response: ServerResponse) => boolean): void;
    readonly get: AddRoute;
    readonly head: AddRoute;
    readonly post: AddRoute;
    readonly patch: AddRoute;
    readonly put: AddRoute;
    readonly del: AddRoute;
    on(event: 'error', listener: (fault: Error) => void): void;
    /** Call it only while the server listens on a port. */
    address(): AddressInfo;
  }

  export function createServer(options: ServerOptions): Server;
}
