import { expect } from 'chai';
import type { OpenAPIV3 } from 'openapi-types';
import { readOpenApiDocument } from '../../src/api/openapi-document.ts';
import { createRequestValidator, type OperationInputs } from '../../src/api/validate-request.ts';
import { createAnswerVerifier } from '../support/api-contract.ts';

const document = readOpenApiDocument();

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item ?? {}).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path: `/api${path.replace('{id}', '1')}`,
    operation: operation as OpenAPIV3.OperationObject,
  })),
);

describe('examples in the API contract', () => {
  for (const { method, path, operation } of operations) {
    const { operationId = '', responses, requestBody } = operation;

    for (const [status, response] of Object.entries(responses) as [string, OpenAPIV3.ResponseObject][]) {
      const [type = '', media] = Object.entries(response.content ?? {})[0] ?? [];
      if (media?.example !== undefined) {
        it(`match the schema of ${operationId} ${status}`, () => {
          const headers = new Headers({ 'Content-Type': type });
          for (const name of Object.keys(response.headers ?? {})) {
            headers.set(name, 'x');
          }
          createAnswerVerifier()(method, path, { status: Number(status), headers, body: media.example });
        });
      }
    }

    const body = (requestBody as OpenAPIV3.RequestBodyObject | undefined)?.content['application/json'];
    if (body !== undefined) {
      it(`include a valid ${operationId} request`, () => {
        expect(body.example).to.be.an('object');
        const request = { id: 'r', method, path, headers: {}, query: new URLSearchParams(), params: { id: '1' } };
        const { signal } = new AbortController();
        const validate = createRequestValidator(document);
        validate(operationId as keyof OperationInputs, { ...request, signal, body: body.example });
      });
    }
  }

  it('cover every success response with a body', () => {
    const missing = operations.filter(({ operation }) =>
      Object.entries(operation.responses as Record<string, OpenAPIV3.ResponseObject>).some(
        ([status, { content }]) =>
          status.startsWith('2') && Object.values(content ?? {}).some(({ example }) => example === undefined),
      ),
    );
    expect(missing).to.deep.equal([]);
  });
});

describe('createAnswerVerifier', () => {
  const verify = createAnswerVerifier();
  const headers = new Headers({ 'Content-Type': 'application/json' });

  it('throws on responses that violate the contract', () => {
    const broken = [
      () => verify('GET', '/api/unknown', { status: 200, headers, body: {} }),
      () => verify('GET', '/api/repairs', { status: 201, headers, body: { results: [] } }),
      () => verify('GET', '/api/repairs', { status: 200, headers: new Headers(), body: { results: [] } }),
      () => verify('GET', '/api/repairs', { status: 200, headers, body: { results: [{ id: '1' }] } }),
      () => verify('GET', '/api/repairs', { status: 200, headers, body: { results: [], tenantId: 'x' } }),
      () => verify('GET', '/api/repairs', { status: 401, headers, body: {} }),
    ];
    for (const check of broken) {
      expect(check).to.throw();
    }
  });
});
