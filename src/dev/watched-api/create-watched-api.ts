import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Pool } from 'undici';
import { AppError, InvalidRequest } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import { toErrorResponse } from '../../server/error-response.ts';
import { sendResponse } from '../../server/send-response.ts';
import type { Flow } from '../../teams-host/flow/flow.ts';
import { toEndToEndHeaders } from './end-to-end-headers.ts';
import { type CallEnd, isFailure, toCallHop } from './to-call-hop.ts';

export interface WatchedApiOptions {
  /** Of the app; nothing is asked of anybody else. */
  readonly origin: string;
  /** Of the action that a bot was given this token for; undefined for every other token. */
  readonly flowOf: (token: string) => Flow | undefined;
  readonly now: () => Date;
  readonly log: Log;
}

export interface WatchedApi {
  /** On a free port of this machine. */
  listen(): Promise<{ readonly url: string }>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/**
 * A way to the app's API for its own bot, which would pass no part of the local world otherwise: hands every request and
 * every answer on as it is, and tells the flow of the person's action of it. The app knows it as an address alone.
 */
export function createWatchedApi(options: WatchedApiOptions): WatchedApi {
  const pool = new Pool(options.origin, { allowH2: false });
  const server = createServer((request, response) => void handOn(request, response, pool, options));
  return {
    async listen() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(0, '127.0.0.1', resolve);
      });
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await pool.destroy();
    },
  };
}

async function handOn(
  request: IncomingMessage,
  response: ServerResponse,
  pool: Pool,
  options: WatchedApiOptions,
): Promise<void> {
  const fail = (fault: AppError): void => sendResponse(response, toErrorResponse(fault, randomUUID(), options.log));
  if (request.url?.startsWith('/') !== true) {
    fail(new InvalidRequest('The request URL is malformed.'));
    return;
  }
  const left = new AbortController();
  response.once('close', () => left.abort());
  const tell = createTeller(request, options);
  try {
    const { statusCode: status, headers, body } = await ask(request, pool, left.signal);
    const get = (name: string): string | null => headers[name.toLowerCase()]?.toString() ?? null;
    const passed = toEndToEndHeaders(Object.entries(headers), get('Connection') ?? '');
    response.writeHead(status, Object.fromEntries(passed));
    const end = (text: string): void => tell({ kind: 'answered', head: { status, headers: { get } }, text });
    await pipeline(body, (chunks: Readable) => passOn(chunks, isFailure(status), end), response);
  } catch (cause) {
    const isBroken = response.headersSent;
    tell(left.signal.aborted ? { kind: 'left' } : { kind: isBroken ? 'broken' : 'unreachable', cause });
    if (!isBroken && !left.signal.aborted) {
      fail(new AppError(502, 'app_unreachable', 'The app cannot be reached.', { cause }));
    }
  } finally {
    // What the app did not want to read.
    request.unpipe().resume();
  }
}

function ask(request: IncomingMessage, pool: Pool, signal: AbortSignal): ReturnType<Pool['request']> {
  const { method = '', url = '', headers, rawHeaders } = request;
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return pool.request({
    method: method as 'GET',
    path: url,
    // Without the host, which is the app's own: undici sets it.
    headers: toEndToEndHeaders(toPairs(rawHeaders), `${headers.connection}, host`).flat(),
    // Not the request itself: whoever ends it ends the connection that the answer needs.
    body: hasBody ? request.pipe(new PassThrough()) : null,
    signal,
  });
}

/**
 * Passes the body of an answer on.
 * @param end is given the beginning of the body where it `isKept`, before the answer ends.
 */
async function* passOn(
  chunks: AsyncIterable<Buffer>,
  isKept: boolean,
  end: (text: string) => void,
): AsyncGenerator<Buffer> {
  const beginning: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (isKept && size < mostKept) {
      beginning.push(chunk);
      size += chunk.length;
    }
    yield chunk;
  }
  end(Buffer.concat(beginning).toString('utf8'));
}

const mostKept = 64 * 1024;

/** Tells the flow of the action once how the call ended; nobody where the call belongs to no action. */
function createTeller(
  { method = '', url = '', headers }: IncomingMessage,
  { origin, flowOf, now }: WatchedApiOptions,
): (end: CallEnd) => void {
  const [, token = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  let flow = flowOf(token);
  const start = now().getTime();
  return (end) => {
    flow?.add(toCallHop({ method, url: origin + url, token }, end, now().getTime() - start));
    flow = undefined;
  };
}

function toPairs(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  return rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as const] : []));
}
