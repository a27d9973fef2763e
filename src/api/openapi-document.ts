import { readFileSync } from 'node:fs';
import type { OpenAPIV3 } from 'openapi-types';

const location = new URL('../../apiSpecFiles/repairs-openapi.json', import.meta.url);

/** Reads the contract of the API, with placeholders. */
export function readOpenApiDocument(): OpenAPIV3.Document {
  // Our own file; the contract tests check it against OpenAPI 3.0.
  return JSON.parse(readFileSync(location, 'utf8')) as OpenAPIV3.Document;
}
