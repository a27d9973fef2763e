import type { Handler, HttpResponse } from '../foundation/http.ts';
import { json } from '../foundation/http.ts';

/** Serves a JSON document that stays the same as long as the app runs; anybody may read it from any page. */
export function createDocumentHandler(document: unknown): Handler {
  const answer: HttpResponse = json(200, document, {
    'Cache-Control': 'public, max-age=300',
    'Access-Control-Allow-Origin': '*',
  });
  return async () => answer;
}
