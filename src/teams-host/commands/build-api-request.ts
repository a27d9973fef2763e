import { InvalidRequest } from '../../foundation/errors.ts';
import type { JsonObject } from '../../foundation/json-value.ts';
import type { ApiOperation, ApiParameter, ApiParameterType } from '../app-package/openapi/api-operation.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute, percent-encoded. */
  readonly url: string;
  /** Without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

type Value = string | number | boolean;

/**
 * Builds the request of an operation from the values of the fields. Empty parameters are omitted, unless the API
 * requires them and has a default.
 * @param values text by parameter name; unknown names are ignored.
 * @throws InvalidRequest with the name of the parameter as field, if one is missing or not of its type.
 */
export function buildApiRequest(operation: ApiOperation, values: ReadonlyMap<string, string>): ApiRequest {
  const filled = operation.parameters.flatMap((parameter) => {
    const value = toValue(parameter, values.get(parameter.name) ?? '');
    return value === undefined ? [] : [{ parameter, value }];
  });
  const of = (place: ApiParameter['in']) => filled.filter(({ parameter }) => parameter.in === place);
  const body = operation.hasBody
    ? JSON.stringify(toBody(of('body').map(({ parameter: { at }, value }) => ({ at, value }))))
    : undefined;
  const headers = {
    Accept: 'application/json',
    'Accept-Language': 'en-US',
    ...Object.fromEntries(of('header').map(({ parameter, value }) => [parameter.name, encode(value)])),
  };
  return {
    method: operation.method,
    url: toUrl(operation, of('path'), of('query')),
    headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
    body,
  };
}

function toValue(parameter: ApiParameter, text: string): Value | undefined {
  const { name, type, required } = parameter;
  if (text === '' || parameter.in === 'header') {
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

function parse(type: ApiParameterType, text: string): Value | undefined {
  switch (type) {
    case 'string':
      return text;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : undefined;
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 'number':
      return /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
        ? Number(text)
        : undefined;
  }
}

type Filled = readonly { readonly parameter: ApiParameter; readonly value: Value }[];

function toUrl(operation: ApiOperation, path: Filled, query: Filled): string {
  const filledPath = operation.path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = path.find(({ parameter }) => parameter.name === name)?.value;
    if (value === undefined) {
      throw new InvalidRequest(`"${name}" is required.`, { field: name });
    }
    return encode(value);
  });
  // In the URL Standard, "." and ".." are dot segments even if they are percent-encoded.
  if (filledPath.split('/').some((segment) => segment === '.' || segment === '..')) {
    const field = path[0]?.parameter.name;
    throw new InvalidRequest(`"${field}" may not be "." or "..".`, { field });
  }
  const search = query.map(({ parameter, value }) => `${encode(parameter.name)}=${encode(value)}`).join('&');
  return new URL(`${operation.server}${filledPath}${search === '' ? '' : `?${search}`}`).href;
}

/** Percent-encodes everything but the unreserved characters of RFC 3986. */
function encode(value: Value): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

interface BodyValue {
  /** Property names from the root of the body to the value. */
  readonly at: readonly string[];
  readonly value: Value;
}

function toBody(values: readonly BodyValue[]): JsonObject {
  const names = new Set(values.map(({ at: [name = ''] }) => name));
  // Unlike an assignment, `fromEntries` defines `__proto__` as a plain property.
  return Object.fromEntries(
    [...names].map((name) => {
      const inside = values.filter(({ at }) => at[0] === name).map(({ at, value }) => ({ at: at.slice(1), value }));
      const own = inside.find(({ at }) => at.length === 0);
      return [name, own === undefined ? toBody(inside) : own.value];
    }),
  );
}
