/** Entry of `npm run generate`: writes the generated types and the graphs of the documentation. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readOpenApiDocument } from '../../api/openapi-document.ts';
import { insertFolderGraphs } from './folder-graphs.ts';
import { generateApiTypes } from './generate-api-types.ts';

const root = new URL('../../../', import.meta.url);
const apiTypes = new URL('src/repairs-client/repairs-api-types.ts', root);
const architecture = new URL('docs/architecture.md', root);

writeFileSync(apiTypes, await generateApiTypes(readOpenApiDocument()));
writeFileSync(architecture, await insertFolderGraphs(readFileSync(architecture, 'utf8'), fileURLToPath(root)));
