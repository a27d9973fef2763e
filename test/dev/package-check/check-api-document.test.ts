import { checkApiDocument } from '../../../src/dev/package-check/check-api-document.ts';
import { extension, itNamesFaults, operation } from './bent-package.ts';

describe('checkApiDocument', () => {
  itNamesFaults(checkApiDocument, [
    [
      'authorization "none" for an API that wants a token',
      (b) => {
        extension(b).authorization = { authType: 'none' };
      },
      /GET \/repairs.*(wants an access token|auth-type-is-not-supported)/,
    ],
    [
      'an API that wants no token',
      (b) => {
        delete operation(b).security;
      },
      /has no "security"/,
    ],
    [
      'an API that wants two schemes at once',
      (b) => {
        b.api.components.securitySchemes.key = { type: 'apiKey', in: 'header', name: 'X-Key' };
        operation(b).security[0].key = [];
      },
      /multiple-auth-not-supported/,
    ],
    [
      'OpenAPI 3.1',
      (b) => {
        b.api.openapi = '3.1.0';
      },
      /OpenAPI 3\.1\.0|spec-version-not-supported/,
    ],
    [
      'a remote $ref',
      (b) => {
        b.api.components.schemas.Repair = { $ref: 'https://schemas.example.com/repair.json' };
      },
      /refers to "https:\/\/schemas\.example\.com\/repair\.json"/,
    ],
    [
      'a $ref to a file',
      (b) => {
        b.api.components.schemas.Repair = { $ref: './repair.json' };
      },
      /refers to "\.\/repair\.json"/,
    ],
    [
      'a circular $ref',
      (b) => {
        b.api.components.schemas.Repair.properties.parent = { $ref: '#/components/schemas/Repair' };
      },
      /circular/i,
    ],
    [
      'a document that is no OpenAPI',
      (b) => {
        delete b.api.info;
      },
      /no valid OpenAPI document/,
    ],
    [
      'an answer without schema',
      (b) => {
        operation(b).responses['200'].content = {};
      },
      /response-json-is-empty|no JSON answer/,
    ],
    [
      'no server',
      (b) => {
        delete b.api.servers;
      },
      /no-server-information/,
    ],
  ]);
});
