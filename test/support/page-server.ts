/** Serves the local Teams host's page with answers a test chooses, where the real host cannot be brought to give them. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32, deflateSync } from 'node:zlib';
import type { PageFiles } from '../../src/dev/teams-host/page/bundle-page.ts';
import { toContentSecurityPolicy } from '../../src/dev/teams-host/page/content-security-policy.ts';
import type { CommandAnswer, FlowRecord, ParameterValues, Session } from '../../src/dev/teams-host/page/host-api.ts';

export interface PageServer {
  readonly url: string;
  /** Every command that came in. */
  readonly runs: { readonly commandId: string; readonly parameters: ParameterValues }[];
  /** What `/api/session` answers. */
  session: Session;
  /** What a command answers. */
  answer: (commandId: string, parameters: ParameterValues) => CommandAnswer | Promise<CommandAnswer>;
  /** What the sign-in page in the pop-up holds. */
  signInPage: string;
  /** Tells every open page, and those that open later. */
  tell(flow: FlowRecord): void;
  close(): Promise<void>;
}

/** Starts the server on a port of its own. */
export async function startPageServer({ html, js, css }: PageFiles, session: Session): Promise<PageServer> {
  const listeners = new Set<ServerResponse>();
  let last: FlowRecord | undefined;
  const toEvent = (flow: FlowRecord): string => `event: flow\ndata: ${JSON.stringify(flow)}\n\n`;
  const server = createServer((request, response) => {
    void answerRequest(request, response).catch(() => response.destroy());
  });

  const send = (response: ServerResponse, type: string, body: string | Uint8Array): void => {
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': toContentSecurityPolicy() }).end(body);
  };
  const answerRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    const command = /^\/api\/commands\/([^/]+)$/.exec(path)?.[1];
    if (path === '/') {
      send(response, 'text/html; charset=utf-8', html);
    } else if (path === '/page.js') {
      send(response, 'text/javascript', js);
    } else if (path === '/page.css') {
      send(response, 'text/css', css);
    } else if (path.startsWith('/app/')) {
      send(response, 'image/png', aPicture());
    } else if (path === '/api/session') {
      send(response, 'application/json', JSON.stringify(page.session));
    } else if (path.startsWith('/sign-in/')) {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(page.signInPage);
    } else if (path === '/api/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': hello\n\n');
      if (last !== undefined) {
        response.write(toEvent(last));
      }
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
    } else if (command !== undefined) {
      const { parameters } = (await readJson(request)) as { parameters: ParameterValues };
      page.runs.push({ commandId: command, parameters });
      send(response, 'application/json', JSON.stringify(await page.answer(command, parameters)));
    } else {
      response.writeHead(404).end();
    }
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const page: PageServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    runs: [],
    session,
    answer: () => ({ type: 'results', layout: 'list', results: [] }),
    signInPage: '<!doctype html><title>Sign in</title>',
    tell: (flow) => {
      last = flow;
      for (const listener of listeners) {
        listener.write(toEvent(flow));
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return page;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return JSON.parse(text);
}

/** A purple square of one colour, as PNG. */
function aPicture(): Uint8Array {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 0x5b, 0x5f, 0xc7]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
