import formats from 'ajv-formats/dist/formats.js';
import { expect } from 'chai';
import responseValidator from 'openapi-response-validator';
import type { OpenAPIV3 } from 'openapi-types';
import { readOpenApiDocument } from '../../src/api/openapi-document.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined if the answer has no body. */
  readonly body: unknown;
}

export type VerifyAnswer = (method: string, path: string, answer: ApiAnswer) => void;

const { fullFormats } = formats;

/**
 * Verifies answers of the API against its contract: status, content type, body and headers.
 * The returned function throws an AssertionError that names the deviation.
 */
export function createAnswerVerifier(document: OpenAPIV3.Document = readOpenApiDocument()): VerifyAnswer {
  const operations = Object.entries(document.paths).flatMap(([template, item]) =>
    Object.entries(item ?? {}).map(([method, operation]) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^/api${template.replace(/\{\w+\}/g, '[^/]+')}$`),
      verify: createOperationVerifier(operation as OpenAPIV3.OperationObject, document.components ?? {}),
    })),
  );
  return (method, path, answer) => {
    const operation = operations.find((candidate) => candidate.method === method && candidate.pattern.test(path));
    expect(operation, `${method} ${path} is in the contract`).not.to.equal(undefined);
    operation?.verify(answer);
  };
}

function createOperationVerifier(
  { operationId = '', responses }: OpenAPIV3.OperationObject,
  components: OpenAPIV3.ComponentsObject,
): (answer: ApiAnswer) => void {
  const validator = new responseValidator.default({
    responses: responses as never,
    components: components as never,
    customFormats: {
      date: (text: string) => (fullFormats.date as { validate(text: string): boolean }).validate(text),
      uri: (text: string) => URL.canParse(text),
    },
  });
  return ({ status, headers, body }) => {
    const what = `${operationId} ${status}`;
    const described = responses[status] as OpenAPIV3.ResponseObject | undefined;
    expect(described, `${what} is in the contract`).not.to.equal(undefined);
    const type = headers.get('content-type')?.split(';')[0];
    expect(type, `content type of ${what}`).to.equal(Object.keys(described?.content ?? {})[0]);
    for (const name of Object.keys(described?.headers ?? {})) {
      expect(headers.get(name), `${name} of ${what}`).to.be.a('string');
    }
    expect(validator.validateResponse(status, body), what).to.equal(undefined);
  };
}
