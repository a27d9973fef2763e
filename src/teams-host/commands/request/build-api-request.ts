import { InvalidRequest } from '../../../foundation/errors.ts';
import { ExactNumber } from '../../app-package/files/exact-number.ts';
import {
  type ApiOperation,
  type ApiParameter,
  type ApiParameterType,
  isFillable,
} from '../../app-package/openapi/api-operation.ts';
import { type ApiRequest, writeApiRequest } from './write-api-request.ts';

/**
 * Builds the request of an operation from the values of the fields. Empty parameters are omitted, unless the API
 * requires them and has a default, which may be any JSON value. Numbers are sent with the digits that were typed.
 * @param values text by parameter name; unknown names are ignored.
 * @throws InvalidRequest with the name of the parameter as field, if one is missing or not of its type.
 */
export function buildApiRequest(operation: ApiOperation, values: ReadonlyMap<string, string>): ApiRequest {
  return writeApiRequest(
    operation,
    operation.parameters.flatMap((parameter) => {
      const value = toValue(parameter, isFillable(parameter) ? (values.get(parameter.name) ?? '') : '');
      return value === undefined ? [] : [{ parameter, value }];
    }),
  );
}

/** @returns undefined if the parameter is omitted. */
function toValue(parameter: ApiParameter, text: string): unknown {
  const { name, type, required } = parameter;
  if (text === '' || type === undefined) {
    if (required && parameter.default === undefined) {
      throw new InvalidRequest(`"${name}" is required.`, { field: name });
    }
    return required ? parameter.default : undefined;
  }
  if (!text.isWellFormed()) {
    throw new InvalidRequest(`"${name}" is not valid text.`, { field: name });
  }
  const parsed = parse(type, type === 'string' ? text : text.trim());
  if (parsed === undefined) {
    throw new InvalidRequest(`"${name}" must be ${kinds[type]}.`, { field: name });
  }
  return parsed;
}

const kinds = { string: 'text', integer: 'a whole number', number: 'a number', boolean: 'true or false' } as const;

function parse(type: ApiParameterType, text: string): string | boolean | ExactNumber | undefined {
  switch (type) {
    case 'string':
      return text;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : undefined;
    case 'integer':
      return /^-?\d+$/.test(text) ? toNumber(text) : undefined;
    case 'number':
      return /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
        ? toNumber(text)
        : undefined;
  }
}

/** Writes a number in the syntax of JSON, which has neither leading zeros nor a point without digits on both sides. */
function toNumber(text: string): ExactNumber {
  return new ExactNumber(
    text
      .replace(/^(-?)0+(?=\d)/, '$1')
      .replace(/^(-?)\./, '$10.')
      .replace(/\.(?!\d)/, ''),
  );
}
