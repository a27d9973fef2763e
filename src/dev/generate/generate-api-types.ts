import { compile } from 'json-schema-to-typescript';
import type { OpenAPIV3 } from 'openapi-types';

type Schema = Parameters<typeof compile>[0];

const banner =
  '/** Generated from apiSpecFiles/repairs-openapi.json by `npm run generate`: change the document, not this file. */';

/** The format of the source, as the linter requires it. */
const style = { printWidth: 120, singleQuote: true, trailingComma: 'all' } as const;

/**
 * Generates a TypeScript file with the types of the contract's schemas and of the query of its list operation.
 * @param document the contract, including its placeholders.
 */
export async function generateApiTypes(document: OpenAPIV3.Document): Promise<string> {
  const { components, paths } = toDefinitions(document);
  // The contract has references to schemas only, and its schemas are valid JSON Schema too.
  const parameters = (paths['/repairs']?.get?.parameters ?? []) as OpenAPIV3.ParameterObject[];
  const root: Schema = {
    title: 'ListRepairsQuery',
    description: 'The query parameters of the list of repairs.',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      parameters.map(({ name, description, schema }) => [name, { ...schema, description } as Schema]),
    ),
    definitions: components?.schemas as Record<string, Schema>,
  };
  return compile(root, 'ListRepairsQuery', { bannerComment: banner, style, unreachableDefinitions: true });
}

/** Rewrites references from `components/schemas` (OpenAPI) to `definitions` (JSON Schema). */
function toDefinitions(document: OpenAPIV3.Document): OpenAPIV3.Document {
  // Only the references change, so the type stays the same.
  return JSON.parse(JSON.stringify(document), (name, value) =>
    name === '$ref' ? String(value).replace('#/components/schemas/', '#/definitions/') : value,
  ) as OpenAPIV3.Document;
}
