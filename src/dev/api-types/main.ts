/** Entry of `npm run generate`: writes the types of the contract. */
import { writeFileSync } from 'node:fs';
import { readOpenApiDocument } from '../../api/openapi-document.ts';
import { generateApiTypes } from './generate-api-types.ts';

const location = new URL('../../repairs-client/repairs-api-types.ts', import.meta.url);

writeFileSync(location, await generateApiTypes(readOpenApiDocument()));
