import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { OpenAPIV3 } from 'openapi-types';
import { readOpenApiDocument } from '../../../src/api/openapi-document.ts';
import { generateApiTypes } from '../../../src/dev/generate/generate-api-types.ts';

const location = new URL('../../../src/repairs-client/repairs-api-types.ts', import.meta.url);

describe('the types of the API contract', () => {
  it('match the output of `npm run generate`', async () => {
    expect(await generateApiTypes(readOpenApiDocument())).to.equal(readFileSync(location, 'utf8'));
  });

  it('include schemas added to the contract', async () => {
    const document = readOpenApiDocument();
    const schemas = { ...document.components?.schemas, Part: { type: 'object', properties: { number: {} } } };
    const widened = { ...document, components: { ...document.components, schemas } } as OpenAPIV3.Document;
    expect(await generateApiTypes(widened)).to.include('export interface Part');
  });
});
