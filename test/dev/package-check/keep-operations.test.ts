import { expect } from 'chai';
import { keepOperations } from '../../../src/dev/package-check/keep-operations.ts';

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const document = {
  openapi: '3.0.3',
  servers: [{ url: 'https://a.example' }],
  paths: {
    '/a': {
      summary: 'stays with its operation',
      parameters: [{ $ref: '#/components/parameters/Shared' }],
      get: { operationId: 'getA', responses: { 200: { schema: schema('Page') } } },
      delete: { operationId: 'deleteA', responses: { 204: { schema: schema('Gone') } } },
    },
    '/b': { post: { operationId: 'postB' } },
  },
  components: {
    parameters: { Shared: { name: 's', schema: schema('Inner') }, Unused: {} },
    schemas: { Page: { items: schema('Item') }, Item: { parent: schema('Item') }, Inner: {}, Gone: {}, Unused: {} },
    responses: { Unused: {} },
    securitySchemes: { oauth: { type: 'oauth2' } },
  },
};

describe('keepOperations', () => {
  it('keeps the named operations and what they reference, even in cycles', () => {
    const kept = keepOperations(document, new Set(['getA']));
    expect(kept.paths).to.deep.equal({
      '/a': {
        summary: document.paths['/a'].summary,
        parameters: document.paths['/a'].parameters,
        get: document.paths['/a'].get,
      },
    });
    expect(kept.components).to.deep.equal({
      parameters: { Shared: document.components.parameters.Shared },
      schemas: { Page: document.components.schemas.Page, Item: document.components.schemas.Item, Inner: {} },
      securitySchemes: document.components.securitySchemes,
    });
    expect(kept.servers).to.equal(document.servers);
  });

  it('does not modify the document', () => {
    const before = JSON.stringify(document);
    keepOperations(document, new Set(['postB']));
    expect(JSON.stringify(document)).to.equal(before);
  });

  it('keeps no paths if no operation is named', () => {
    expect(keepOperations(document, new Set()).paths).to.deep.equal({});
  });
});
