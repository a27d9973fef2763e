import type { ServerResponse } from 'node:http';
import type { Request } from 'restify';
import type { HttpRequestHead } from '../foundation/http.ts';

/** Converts restify's request, except for its body, to plain values. */
export function toHttpRequestHead(request: Request, response: ServerResponse, id: string): HttpRequestHead {
  const { pathname, searchParams } = request.getUrl();
  return {
    id,
    method: request.method ?? 'GET',
    path: pathname,
    params: request.params,
    query: searchParams,
    // Node.js returns only Set-Cookie as a list, which is not a request header.
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
