import type { ServerResponse } from 'node:http';
import type { HttpRequestHead } from '../foundation/http.ts';
import type { RestifyRequest } from './restify-server.ts';

/** Turns restify's request into plain values, all but the body. */
export function toHttpRequestHead(request: RestifyRequest, response: ServerResponse, id: string): HttpRequestHead {
  const { pathname, searchParams } = request.getUrl();
  return {
    id,
    method: request.method ?? 'GET',
    path: pathname,
    params: request.params,
    query: searchParams,
    // Of the headers Node gives as lists only Set-Cookie is one, and it is no request header.
    headers: request.headers as Record<string, string | undefined>,
    signal: toSignal(response),
  };
}

function toSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) {
      controller.abort();
    }
  });
  return controller.signal;
}
