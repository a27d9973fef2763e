import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Pool } from 'undici';
import { AppError, InvalidRequest } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import { createConnections, defaultConnectionLimits } from '../../server/connections.ts';
import { toErrorResponse } from '../../server/error-response.ts';
import { sendResponse } from '../../server/send-response.ts';
import type { Flow } from '../../teams-host/flow/flow.ts';
import { parseBody } from '../../teams-host/flow/hop-content.ts';
import { toEndToEndHeaders } from './end-to-end-headers.ts';
import { type CallEnd, toCallHop } from './to-call-hop.ts';

export interface WatchedApiOptions {
  /** Origin of the app, the only server that requests are forwarded to. */
  readonly origin: string;
  /** Finds the flow of the action for which a bot requested this token. */
  readonly flowOf: (token: string) => Flow | undefined;
  readonly now: () => Date;
  readonly log: Log;
}

export interface WatchedApi {
  /** Listens on a free loopback port. */
  listen(): Promise<{ readonly url: string }>;
  /** Aborts pending requests. */
  close(): Promise<void>;
}

/**
 * Creates a proxy between the bot and the API of the app, so that the flow panel can show these calls. It forwards
 * requests and responses unchanged and adds a hop to the flow of the person's action. The app only knows the URL of the
 * proxy.
 */
export function createWatchedApi(options: WatchedApiOptions): WatchedApi {
  const pool = new Pool(options.origin, { allowH2: false });
  const server = createServer(async (request, response) => {
    if (connections.enter(request, response)) {
      await connections.turn(request, response);
      await forward(request, response, pool, options);
    }
  });
  const connections = createConnections(server, {
    name: 'watched api',
    limits: defaultConnectionLimits,
    log: options.log,
  });
  return {
    async listen() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(0, '127.0.0.1', resolve);
      });
      // A server that listens on a port has an address of this type.
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    },
    async close() {
      const closed = connections.close();
      server.closeAllConnections();
      await closed;
      await pool.destroy();
    },
  };
}

async function forward(
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
  const disconnected = new AbortController();
  response.once('close', () => disconnected.abort());
  const record = createRecorder(request, options);
  try {
    const { statusCode: status, headers, body } = await sendRequest(request, pool, disconnected.signal);
    const get = (name: string): string | null => headers[name.toLowerCase()]?.toString() ?? null;
    const passed = toEndToEndHeaders(Object.entries(headers), get('Connection') ?? '');
    response.writeHead(status, Object.fromEntries(passed));
    const end = (text: string): void => record({ kind: 'answered', head: { status, headers: { get } }, text });
    await pipeline(body, (chunks: Readable) => forwardBody(chunks, end), response);
  } catch (cause) {
    const isBroken = response.headersSent;
    record(disconnected.signal.aborted ? { kind: 'left' } : { kind: isBroken ? 'broken' : 'unreachable', cause });
    if (!isBroken && !disconnected.signal.aborted) {
      fail(new AppError(502, 'app_unreachable', 'The app cannot be reached.', { cause }));
    }
  } finally {
    // Discards the rest of the body, which the app did not read.
    request.unpipe().resume();
  }
}

function sendRequest(request: IncomingMessage, pool: Pool, signal: AbortSignal): ReturnType<Pool['request']> {
  const { method = '', url = '', headers, rawHeaders } = request;
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return pool.request({
    // undici declares only the methods it knows, but sends any.
    method: method as 'GET',
    path: url,
    // undici sets the Host header of the app.
    headers: toEndToEndHeaders(toPairs(rawHeaders), `${headers.connection}, host`).flat(),
    // undici destroys the body on errors; destroying the request itself would close the connection of the response.
    body: hasBody ? request.pipe(new PassThrough()) : null,
    signal,
  });
}

/**
 * Forwards the body of a response.
 * @param end called before the response ends, with the beginning of the body.
 */
async function* forwardBody(chunks: AsyncIterable<Buffer>, end: (text: string) => void): AsyncGenerator<Buffer> {
  const beginning: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    if (size < maxKept) {
      beginning.push(chunk);
      size += chunk.length;
    }
    yield chunk;
  }
  end(Buffer.concat(beginning).toString('utf8'));
}

/** Maximum size of the beginning, in bytes; the chunk that exceeds it is kept. */
const maxKept = 64 * 1024;

/** Creates the function that adds the hop of a call to its flow, once, if the call belongs to an action. */
function createRecorder(request: IncomingMessage, { origin, flowOf, now }: WatchedApiOptions): (end: CallEnd) => void {
  const { method = '', url = '', headers } = request;
  const [, token = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  let flow = flowOf(token);
  const start = now().getTime();
  const sent: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    if (size < maxKept) {
      sent.push(chunk);
      size += chunk.length;
    }
  });
  // The listener must not start the stream before it is forwarded.
  request.pause();
  return (end) => {
    const bodies = {
      sent: parseBody(Buffer.concat(sent).toString('utf8')),
      received: parseBody(end.kind === 'answered' ? end.text : undefined),
      secrets: [token],
    };
    flow?.add(toCallHop({ method, url: origin + url, token }, end, now().getTime() - start), bodies);
    flow = undefined;
  };
}

function toPairs(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  return rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as const] : []));
}
