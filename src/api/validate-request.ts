import type { ErrorObject } from 'ajv';
import requestValidator, { type OpenAPIRequestValidatorError } from 'openapi-request-validator';
import type { OpenAPIV3 } from 'openapi-types';
import { InvalidRequest } from '../foundation/errors.ts';
import type { HttpRequest } from '../foundation/http.ts';
import { toFault } from './to-fault.ts';

/** What the contract lets through: query values as the types it names, with its defaults filled in. */
export interface ValidRequest {
  readonly query: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** @throws InvalidRequest that names the field at fault. */
export type ValidateRequest = (request: HttpRequest) => ValidRequest;

/**
 * Compiles every operation of the contract once.
 * @returns the check of an operation by its id.
 */
export function createRequestValidators(document: OpenAPIV3.Document): (operationId: string) => ValidateRequest {
  const validators = new Map<string, ValidateRequest>();
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path ?? {}) as OpenAPIV3.OperationObject[]) {
      if (operation.operationId !== undefined) {
        validators.set(operation.operationId, createValidator(operation, document.components?.schemas));
      }
    }
  }
  return (operationId) => {
    const validate = validators.get(operationId);
    if (validate === undefined) {
      throw new Error(`The contract has no operation ${operationId}.`);
    }
    return validate;
  };
}

type Schemas = NonNullable<OpenAPIV3.ComponentsObject['schemas']>;

function createValidator(operation: OpenAPIV3.OperationObject, schemas: Schemas = {}): ValidateRequest {
  const parameters = (operation.parameters ?? []) as OpenAPIV3.ParameterObject[];
  const requestBody = operation.requestBody as OpenAPIV3.RequestBodyObject | undefined;
  const queryParameters = new Map(
    parameters.filter((parameter) => parameter.in === 'query').map((parameter) => [parameter.name, parameter]),
  );
  const headerNames = parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  const validator = new requestValidator.default({
    parameters,
    ...(requestBody === undefined ? {} : { requestBody }),
    // The type says array, the code wants the components object of the document.
    componentSchemas: schemas as unknown as never[],
    ajvOptions: { allErrors: false },
    // So that a fault names a header as the contract does.
    enableHeadersLowercase: false,
    errorTransformer: (error: OpenAPIRequestValidatorError, cause: ErrorObject) => toFault(error.location, cause),
  });
  return (request) => {
    const { params, body } = request;
    const query = toQuery(request.query, queryParameters);
    const named = Object.fromEntries(headerNames.map((name) => [name, request.headers[name.toLowerCase()]]));
    // Whether the body is JSON at all was judged before it was parsed.
    const headers = { ...named, 'content-type': 'application/json' };
    const refusal = validator.validateRequest({ query, params, headers, body }) as
      | { errors: readonly { readonly message: string; readonly field?: string }[] }
      | undefined;
    if (refusal !== undefined) {
      const { field, message } = refusal.errors[0] ?? {};
      throw field === undefined || message === undefined
        ? new InvalidRequest('The body must be a JSON object.', { field: 'body' })
        : new InvalidRequest(message, { field });
    }
    return { query, params, body };
  };
}

/**
 * Reads the query by the contract: a number where it wants one, each name once.
 * @throws InvalidRequest for a name that is not in the contract or there twice.
 */
function toQuery(
  query: URLSearchParams,
  parameters: ReadonlyMap<string, OpenAPIV3.ParameterObject>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, text] of query) {
    const parameter = parameters.get(name);
    if (parameter === undefined) {
      throw new InvalidRequest('This address does not take this parameter.', { field: name.slice(0, 100) });
    }
    if (Object.hasOwn(values, name)) {
      throw new InvalidRequest(`${name} may be there once.`, { field: name });
    }
    const { type } = parameter.schema as OpenAPIV3.SchemaObject;
    values[name] = type === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  }
  return values;
}
