import type { ServerResponse } from 'node:http';
import type { HttpResponse } from '../foundation/http.ts';

/**
 * Sends a complete response.
 * @throws TypeError before anything is sent, if a header contains characters that HTTP forbids.
 */
export function sendResponse(response: ServerResponse, answer: HttpResponse): void {
  const { body } = answer;
  setHead(response, answer);
  if (body !== undefined) {
    response.setHeader('Content-Length', Buffer.byteLength(body));
  }
  response.end(body);
}

/** Sets status and headers. @throws TypeError if a header contains characters that HTTP forbids. */
export function setHead(response: ServerResponse, { status, headers = {} }: HttpResponse): void {
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, value);
  }
  response.statusCode = status;
}
