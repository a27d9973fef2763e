import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HttpResponse } from '../foundation/http.ts';

/**
 * Writes an answer. Resolves when it is handed over, or, for a streaming body, when the head is out: the stream then
 * ends with the answer or with the caller's going away, whichever is first.
 * @throws TypeError before anything is written when a header holds characters that HTTP forbids.
 */
export function sendResponse(response: ServerResponse, { status, headers = {}, body }: HttpResponse): void {
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, value);
  }
  response.statusCode = status;
  if (!(body instanceof Readable)) {
    if (body !== undefined) {
      response.setHeader('Content-Length', Buffer.byteLength(body));
    }
    response.end(body);
    return;
  }
  if (response.req.method === 'HEAD') {
    body.destroy();
    response.end();
    return;
  }
  response.flushHeaders();
  // A fault in the middle of a stream can only be told by cutting the connection, which pipeline does.
  pipeline(body, response).catch(() => {});
}
