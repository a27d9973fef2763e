/** Serves the page of the local Teams host with scripted answers, for cases that the real host cannot produce. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32, deflateSync } from 'node:zlib';
import type { JsonObject } from '../../src/foundation/json-value.ts';
import type { PageFiles } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import { toContentSecurityPolicy } from '../../src/teams-host/page-api/page-files/content-security-policy.ts';
import type { CommandAnswer } from '../../src/teams-host/wire/answers.ts';
import type { ConversationView } from '../../src/teams-host/wire/conversation.ts';
import type { EventStream } from '../../src/teams-host/wire/events.ts';
import type { FlowRecord } from '../../src/teams-host/wire/hop.ts';
import type { ParameterValues } from '../../src/teams-host/wire/loaded-app.ts';
import type { Message } from '../../src/teams-host/wire/message.ts';
import type { QueryRequest } from '../../src/teams-host/wire/requests.ts';
import type { SessionView } from '../../src/teams-host/wire/session.ts';
import { aConversation, aMessage } from './a-chat.ts';

export interface PageServer {
  readonly url: string;
  /** All queries received. */
  readonly runs: ({ readonly commandId: string } & QueryRequest)[];
  /** All other posts received, oldest first. */
  readonly posts: { readonly path: string; readonly body: unknown }[];
  /** The answer of `/api/session`. */
  session: SessionView;
  /** The answer of `/api/conversations`. */
  conversations: readonly ConversationView[];
  /** The messages of all conversations. */
  messages: readonly Message[];
  /** Answers a query. */
  answer: (
    commandId: string,
    parameters: ParameterValues,
    request: QueryRequest,
  ) => CommandAnswer | Promise<CommandAnswer>;
  /** Answers any other post; `undefined` sends 204 without a body. */
  take: (path: string, body: Readonly<Record<string, unknown>>) => unknown;
  /** Additional pages, by path. */
  readonly pages: Map<string, { readonly type: string; readonly body: string }>;
  /** The HTML of the sign-in page in the pop-up. */
  signInPage: string;
  /** Sends a flow to every open page, and to pages that open later. */
  tell(flow: FlowRecord): void;
  /** Sends an event to every open page. */
  say<Name extends keyof EventStream>(name: Name, data: EventStream[Name]): void;
  close(): Promise<void>;
}

/** Starts the server on a free port. */
export async function startPageServer({ html, js, css }: PageFiles, session: SessionView): Promise<PageServer> {
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
    const command = /^\/api\/apps\/[^/]+\/commands\/([^/]+)$/.exec(path)?.[1];
    const conversationId = /^\/api\/conversations\/([^/]+)\/messages$/.exec(path)?.[1];
    const more = page.pages.get(path.split('?')[0] ?? '');
    if (path === '/') {
      send(response, 'text/html; charset=utf-8', html);
    } else if (path === '/page.js') {
      send(response, 'text/javascript', js);
    } else if (path === '/page.css') {
      send(response, 'text/css', css);
    } else if (more !== undefined) {
      response.writeHead(200, { 'Content-Type': more.type }).end(more.body);
    } else if (/^\/apps?\//.test(path)) {
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
      const query = (await readJson(request)) as QueryRequest;
      page.runs.push({ commandId: command, ...query });
      send(response, 'application/json', JSON.stringify(await page.answer(command, query.parameters, query)));
    } else if (path === '/api/conversations') {
      send(response, 'application/json', JSON.stringify({ conversations: page.conversations }));
    } else if (conversationId !== undefined && request.method === 'GET') {
      const messages = page.messages.filter((message) => message.conversationId === decodeURIComponent(conversationId));
      send(response, 'application/json', JSON.stringify({ messages }));
    } else if (request.method === 'POST') {
      const body = (await readJson(request)) as Record<string, unknown>;
      page.posts.push({ path, body });
      const answer =
        conversationId === undefined ? await page.take(path, body) : post(decodeURIComponent(conversationId), body);
      if (answer === undefined) {
        response.writeHead(204).end();
      } else {
        send(response, 'application/json', JSON.stringify(answer));
      }
    } else {
      response.writeHead(404).end();
    }
  };

  /** Stores a posted message and sends it to every page, as the host does. */
  const post = (conversationId: string, { text, replyToId, cards = [] }: Record<string, unknown>): Message => {
    const { id, name } = page.session.user;
    const message = aMessage({
      id: `p${page.messages.length}`,
      conversationId,
      from: { kind: 'person', id, name },
      sentAt: new Date().toISOString(),
      text: String(text),
      ...(replyToId === undefined ? {} : { replyToId: String(replyToId) }),
      attachments: (cards as { readonly appId: string; readonly card: JsonObject }[]).map((card) => ({
        kind: 'card',
        ...card,
      })),
    });
    page.messages = [...page.messages, message];
    page.say('message', message);
    return message;
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const page: PageServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    runs: [],
    posts: [],
    session,
    conversations: [aConversation()],
    messages: [],
    take: () => undefined,
    pages: new Map(),
    answer: () => ({ type: 'results', layout: 'list', results: [] }),
    signInPage: '<!doctype html><title>Sign in</title>',
    tell: (flow) => {
      last = flow;
      for (const listener of listeners) {
        listener.write(toEvent(flow));
      }
    },
    say: (event, data) => {
      for (const listener of listeners) {
        listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
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

/** A purple PNG of one pixel. */
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
