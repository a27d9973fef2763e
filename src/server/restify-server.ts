import { ServerResponse } from 'node:http';
import { createServer, type RestifyLog, type Server } from 'restify';
import type { Method } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';

// Loading restify replaces `writeHead` of every response in the process with one that returns nothing, which breaks
// other servers that chain on it. restify keeps the original as `_writeHead`, which its types omit.
const responses = ServerResponse.prototype as ServerResponse & { _writeHead?: ServerResponse['writeHead'] };
responses.writeHead = responses._writeHead ?? responses.writeHead;

/** The functions of restify that add a route. */
export const verbs = {
  GET: 'get',
  HEAD: 'head',
  POST: 'post',
  PATCH: 'patch',
  PUT: 'put',
  DELETE: 'del',
} as const satisfies Record<Method | 'HEAD', keyof Server>;

/** Longer than any URL that fits `maxHeaderSize`, so that the API rejects a long id, not the router. */
const maxParamLength = 65_536;

/** Creates a restify server without plugins and without a `Server` header; its warnings go to the log. */
export function createRestifyServer(log: Log): Server {
  const restify = createServer({ name: '', maxParamLength, log: toRestifyLog(log) });
  // restify listens for upgrades and never closes the socket; without a listener, Node answers the request itself.
  restify.server.removeAllListeners('upgrade');
  return restify;
}

function toRestifyLog(log: Log): RestifyLog {
  const ignore = (): void => {};
  const warn = (...message: readonly unknown[]): void => log.warn('restify: warning', { message });
  const restifyLog: RestifyLog = {
    trace: ignore,
    debug: ignore,
    info: ignore,
    warn,
    error: warn,
    fatal: warn,
    child: () => restifyLog,
  };
  return restifyLog;
}
