import type { HttpResponse } from '../../../foundation/http.ts';

const types = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  png: 'image/png',
} as const;

export type FileKind = keyof typeof types;

/**
 * Responds with a file that the host built or loaded at start-up. It is not cached, because it may change at the next
 * start.
 */
export function file(
  kind: FileKind,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return { status: 200, headers: { 'Content-Type': types[kind], 'Cache-Control': 'no-store', ...headers }, body };
}
