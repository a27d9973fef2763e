/** An API on loopback that is made from an OpenAPI document alone. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import converter from 'swagger2openapi';
import { aPng } from './an-app-package.ts';
import { type Accepts, explainMisfit, isAuthorized } from './stand-in/check-call.ts';
import { findOperation, follow, type Json } from './stand-in/open-api.ts';
import { toExample } from './stand-in/to-example.ts';

export interface StandIn {
  /** Origin of the API, without the base path of its document. */
  readonly url: string;
  /** What was called so far, such as `GET /api/plants?name=fern 200`. */
  readonly calls: readonly string[];
  /** Sets the document whose operations are answered from now on: OpenAPI 3, or Swagger 2.0. */
  serve(document: Json): Promise<void>;
  close(): Promise<void>;
}

const picturePath = '/picture.png';
const json = 'application/json';
const isJson = (type: string): boolean => /[/+]json\b/.test(type);

/**
 * Answers each operation with an example made from its response schema: 404 for other paths, 401 without a credential
 * that the operation requires, and 400 if the parameters or the body do not fit.
 * @param accepts decides about the credentials of operations with security; none is accepted by default.
 */
export async function startStandIn({ accepts = () => false }: { readonly accepts?: Accepts } = {}): Promise<StandIn> {
  let document: Json = { paths: {} };
  const calls: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => send(request, response, 500, { error: String(error) }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const send = (request: IncomingMessage, response: ServerResponse, status: number, body: unknown, type = json) => {
    const content = typeof body === 'string' && !isJson(type) ? body : JSON.stringify(body);
    calls.push(`${request.method} ${request.url} ${status}`);
    response.writeHead(status, { 'Content-Type': type, ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }) });
    response.end(content);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    if (pathname === picturePath) {
      response.writeHead(200, { 'Content-Type': 'image/png' }).end(aPng(96, [34, 119, 34, 255]));
      return;
    }
    const call = { query: searchParams, headers: request.headers, body: await text(request) };
    const found = findOperation(document, request.method ?? '', pathname);
    if (found === undefined) {
      send(request, response, 404, { error: 'The document has no such operation.' });
      return;
    }
    if (!(await isAuthorized(document, found, call, accepts))) {
      send(request, response, 401, { error: 'The call has not the credentials of the operation.' });
      return;
    }
    const misfit = explainMisfit(document, found, call);
    if (misfit !== undefined) {
      send(request, response, 400, { error: misfit });
      return;
    }
    const { status, type, media } = selectResponse(document, found.operation);
    send(request, response, status, media && toBody(document, media, url + picturePath), type);
  };

  return {
    url,
    calls,
    serve: async (next) => {
      document = next.swagger === '2.0' ? await converter.convertObj(structuredClone(next), { direct: true }) : next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface SelectedResponse {
  readonly status: number;
  readonly type?: string;
  /** The media type object; undefined for a response without a body. */
  readonly media?: Json;
}

/** The first successful response, or else `default`, in JSON if the document offers it. */
function selectResponse(document: Json, { responses }: Json): SelectedResponse {
  const [code = 'default'] = Object.keys(responses)
    .filter((name) => name.startsWith('2'))
    .sort();
  const status = Number.isInteger(Number(code)) ? Number(code) : 200;
  const { content = {} } = follow(document, responses[code] ?? {});
  const types = Object.keys(content);
  const type = types.find(isJson) ?? types[0];
  return type === undefined ? { status } : { status, type, media: content[type] };
}

function toBody(document: Json, { example, examples, schema = {} }: Json, picture: string): unknown {
  const [named] = Object.values<Json>(examples ?? {});
  return example ?? follow(document, named)?.value ?? toExample({ document, picture }, schema);
}
