import { expect } from 'chai';
import { toAgentDocument } from '../../../../src/dev/package-check/agent/to-agent-document.ts';

describe('toAgentDocument', () => {
  const id = { name: 'id', in: 'path', required: true };
  const content = { 'application/json': { schema: {}, example: {} } };
  const document = {
    openapi: '3.0.3',
    paths: {
      '/plants/{id}': {
        summary: 'Plants',
        get: {
          operationId: 'getPlant',
          parameters: [id, { name: 'If-None-Match', in: 'header' }],
          responses: {
            200: { description: 'The plant.', content, headers: { ETag: {} } },
            404: { description: 'None.', content },
          },
        },
        delete: { operationId: 'deletePlant', responses: { 204: { description: 'Deleted.' } } },
      },
    },
  };

  it('keeps what an agent can use: no headers, and content of successes only', () => {
    const { paths, openapi } = toAgentDocument(document);
    expect(openapi).to.equal('3.0.3');
    expect(paths).to.deep.equal({
      '/plants/{id}': {
        summary: 'Plants',
        get: {
          operationId: 'getPlant',
          parameters: [id],
          responses: { 200: { description: 'The plant.', content }, 404: { description: 'None.' } },
        },
        delete: { operationId: 'deletePlant', responses: { 204: { description: 'Deleted.' } } },
      },
    });
  });

  it('requires the version in place of If-Match, in the query or in the body', () => {
    const parameters = [{ name: 'If-Match', in: 'header' }];
    const version = { name: 'version', in: 'query', required: false };
    const bodyOf = (schema: object) => ({ content: { 'application/json': { schema } } });
    const changes = { type: 'object', properties: { name: {}, version: {} } };
    const { paths } = toAgentDocument({
      components: { schemas: { Changes: changes, Name: { required: ['name'], properties: { name: {} } } } },
      paths: {
        '/plants/{id}': {
          patch: { parameters, requestBody: bodyOf({ $ref: '#/components/schemas/Changes' }) },
          put: { parameters, requestBody: bodyOf({ $ref: '#/components/schemas/Name' }) },
          delete: { parameters: [...parameters, version] },
          post: { parameters: [version], requestBody: bodyOf({ $ref: '#/components/schemas/Changes' }) },
        },
      },
    });
    const item = (paths as Record<string, Record<string, object>>)['/plants/{id}'];
    expect(item?.patch).to.deep.include({ requestBody: bodyOf({ ...changes, required: ['version'] }) });
    expect(item?.put, 'without a version').to.deep.include({
      requestBody: bodyOf({ $ref: '#/components/schemas/Name' }),
    });
    expect(item?.delete).to.deep.include({ parameters: [{ ...version, required: true }] });
    expect(item?.post, 'without If-Match').to.deep.include({ parameters: [version] });
  });

  it('leaves the original document unchanged', () => {
    const before = structuredClone(document);
    toAgentDocument(document);
    expect(document).to.deep.equal(before);
  });
});
