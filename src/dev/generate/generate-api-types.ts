import { compile } from 'json-schema-to-typescript';
import type { OpenAPIV3 } from 'openapi-types';

type Schema = Parameters<typeof compile>[0];

const banner =
  '/** Generated from apiSpecFiles/repairs-openapi.json by `npm run generate`: change the document, not this file. */';

/** As the rest of the source is formatted, so that the linter has nothing to say. */
const style = { printWidth: 120, singleQuote: true, trailingComma: 'all' } as const;

/**
 * Writes the types of the contract's schemas, and of the query of its list, as a TypeScript file.
 * @param document the contract, placeholders and all.
 */
export async function generateApiTypes(document: OpenAPIV3.Document): Promise<string> {
  const { components, paths } = toDefinitions(document);
  // Our contract refers to schemas alone, and the schemas of OpenAPI 3.0 that it uses are JSON Schema.
  const parameters = (paths['/repairs']?.get?.parameters ?? []) as OpenAPIV3.ParameterObject[];
  const root: Schema = {
    title: 'ListRepairsQuery',
    description: 'What the list of repairs can be asked for.',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      parameters.map(({ name, description, schema }) => [name, { ...schema, description } as Schema]),
    ),
    definitions: components?.schemas as Record<string, Schema>,
  };
  return compile(root, 'ListRepairsQuery', { bannerComment: banner, style, unreachableDefinitions: true });
}

/** JSON Schema keeps under `definitions` what OpenAPI keeps under `components`. */
function toDefinitions(document: OpenAPIV3.Document): OpenAPIV3.Document {
  // Only the text of references changes.
  return JSON.parse(JSON.stringify(document), (name, value) =>
    name === '$ref' ? String(value).replace('#/components/schemas/', '#/definitions/') : value,
  ) as OpenAPIV3.Document;
}
