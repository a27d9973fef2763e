import type { ErrorObject } from 'ajv';
import requestValidator, {
  type OpenAPIRequestValidatorArgs,
  type OpenAPIRequestValidatorError,
} from 'openapi-request-validator';
import type { OpenAPIV3 } from 'openapi-types';
import { InvalidRequest } from '../foundation/errors.ts';
import type { HttpRequest } from '../foundation/http.ts';
import type { RepairQuery } from '../repairs/query.ts';
import type { NewRepair, RepairChanges } from '../repairs/repair.ts';
import { toFault } from './to-fault.ts';

/** Input of each operation, as the contract describes it: query values have their types and defaults. */
export interface OperationInputs {
  readonly listRepairs: { readonly query: RepairQuery };
  readonly findRepairs: { readonly query: RepairQuery };
  readonly createRepair: { readonly body: NewRepair };
  readonly getRepair: { readonly params: { readonly id: string } };
  readonly updateRepair: { readonly params: { readonly id: string }; readonly body: VersionedChanges };
  readonly deleteRepair: { readonly params: { readonly id: string }; readonly query: { readonly version?: number } };
}

/** The fields to change, and the version that the caller saw. */
export type VersionedChanges = RepairChanges & { readonly version?: number };

/** @throws InvalidRequest that names the invalid field. */
export type ValidateRequest = <Id extends keyof OperationInputs>(
  operationId: Id,
  request: HttpRequest,
) => OperationInputs[Id];

type Validator = (request: HttpRequest) => object;

/**
 * Compiles every operation of the contract once.
 */
export function createRequestValidator(document: OpenAPIV3.Document): ValidateRequest {
  const validators = new Map<string, Validator>();
  for (const path of Object.values(document.paths)) {
    // The paths of our contract contain only operations.
    for (const operation of Object.values(path ?? {}) as OpenAPIV3.OperationObject[]) {
      if (operation.operationId !== undefined) {
        validators.set(operation.operationId, createValidator(operation, document.components?.schemas));
      }
    }
  }
  return <Id extends keyof OperationInputs>(operationId: Id, request: HttpRequest) => {
    const validate = validators.get(operationId);
    if (validate === undefined) {
      throw new Error(`The contract has no operation ${operationId}.`);
    }
    // The contract and `OperationInputs` describe the same shapes; the contract tests compare them.
    return validate(request) as OperationInputs[Id];
  };
}

type Schemas = NonNullable<OpenAPIV3.ComponentsObject['schemas']>;

function createValidator(operation: OpenAPIV3.OperationObject, schemas: Schemas = {}): Validator {
  // Our contract contains references only to schemas, and its parameters have inline schemas.
  const parameters = (operation.parameters ?? []) as OpenAPIV3.ParameterObject[];
  const requestBody = operation.requestBody as OpenAPIV3.RequestBodyObject | undefined;
  const queryParameters = new Map(
    parameters.filter((parameter) => parameter.in === 'query').map((parameter) => [parameter.name, parameter]),
  );
  const headerNames = parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  const options: OpenAPIRequestValidatorArgs = {
    parameters,
    // The type is an array, but the implementation expects the object of the document.
    componentSchemas: schemas as unknown as never[],
    ajvOptions: { allErrors: false },
    // Errors keep the contract's spelling of header names.
    enableHeadersLowercase: false,
    errorTransformer: (error: OpenAPIRequestValidatorError, cause: ErrorObject) => toFault(error.location, cause),
  };
  if (requestBody !== undefined) {
    options.requestBody = requestBody;
  }
  const validator = new requestValidator.default(options);
  return (request) => {
    const { params, body } = request;
    const query = toQuery(request.query, queryParameters);
    const named = Object.fromEntries(headerNames.map((name) => [name, request.headers[name.toLowerCase()]]));
    // The content type was checked before the body was parsed.
    const headers = { ...named, 'content-type': 'application/json' };
    // The result is declared as `any`.
    const failure = validator.validateRequest({ query, params, headers, body }) as
      | { errors: readonly { readonly message: string; readonly field?: string }[] }
      | undefined;
    if (failure !== undefined) {
      const { field, message } = failure.errors[0] ?? {};
      throw field === undefined || message === undefined
        ? new InvalidRequest('The body must be a JSON object.', { field: 'body' })
        : new InvalidRequest(message, { field });
    }
    return { query, params, body };
  };
}

/**
 * Parses the query as the contract declares it; integers become numbers.
 * @throws InvalidRequest for unknown and duplicate names.
 */
function toQuery(
  query: URLSearchParams,
  parameters: ReadonlyMap<string, OpenAPIV3.ParameterObject>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, text] of query) {
    const parameter = parameters.get(name);
    if (parameter === undefined) {
      throw new InvalidRequest('The query has an unknown parameter.', { field: name.slice(0, 100) });
    }
    if (Object.hasOwn(values, name)) {
      throw new InvalidRequest(`${name} may occur only once.`, { field: name });
    }
    // Our contract has inline schemas for parameters.
    const { type } = parameter.schema as OpenAPIV3.SchemaObject;
    values[name] = type === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  }
  return values;
}
