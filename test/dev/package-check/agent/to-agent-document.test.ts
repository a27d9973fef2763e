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

  it('leaves the original document unchanged', () => {
    const before = structuredClone(document);
    toAgentDocument(document);
    expect(document).to.deep.equal(before);
  });
});
