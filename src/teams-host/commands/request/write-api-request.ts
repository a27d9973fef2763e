import { InvalidRequest } from '../../../foundation/errors.ts';
import { toExactJson } from '../../app-package/files/exact-number.ts';
import type { ApiOperation, ApiParameter } from '../../app-package/openapi/api-operation.ts';
import { type ParameterPlace, serializeParameter } from '../../app-package/openapi/serialize-parameter.ts';
import { buildBody } from './build-body.ts';

export interface ApiRequest {
  readonly method: ApiOperation['method'];
  /** Absolute, percent-encoded. */
  readonly url: string;
  /** Without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** A parameter of the operation, and its value: any JSON value. */
export interface FilledParameter {
  readonly parameter: ApiParameter;
  readonly value: unknown;
}

/**
 * Writes the request of an operation.
 * @param filled all parameters that have a value.
 * @throws InvalidRequest with the name of the parameter as field, if one of the path is missing or leaves the path.
 */
export function writeApiRequest(operation: ApiOperation, filled: readonly FilledParameter[]): ApiRequest {
  const of = (place: ApiParameter['in']) => filled.filter(({ parameter }) => parameter.in === place);
  const body = operation.hasBody ? toExactJson(buildBody(operation.parameters, of('body'))) : undefined;
  const write = ({ parameter, value }: FilledParameter, place: ParameterPlace) =>
    serializeParameter(parameter.name, place, value, parameter.style);
  const cookies = of('cookie').map((cookie) => write(cookie, 'cookie'));
  return {
    method: operation.method,
    url: toUrl(
      operation,
      of('path'),
      of('query').map((parameter) => write(parameter, 'query')),
    ),
    headers: {
      Accept: 'application/json',
      'Accept-Language': 'en-US',
      ...Object.fromEntries(of('header').map((header) => [header.parameter.name, write(header, 'header')])),
      ...(cookies.length === 0 ? {} : { Cookie: cookies.join('; ') }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    body,
  };
}

function toUrl(operation: ApiOperation, path: readonly FilledParameter[], query: readonly string[]): string {
  const filledPath = operation.path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const found = path.find(({ parameter }) => parameter.name === name);
    if (found === undefined) {
      throw new InvalidRequest(`"${name}" is required.`, { field: name });
    }
    return serializeParameter(name, 'path', found.value, found.parameter.style);
  });
  // In the URL Standard, "." and ".." are dot segments even if they are percent-encoded.
  if (filledPath.split('/').some((segment) => segment === '.' || segment === '..')) {
    const field = path[0]?.parameter.name;
    throw new InvalidRequest(`"${field}" may not be "." or "..".`, { field });
  }
  const search = query.join('&');
  return new URL(`${operation.server}${filledPath}${search === '' ? '' : `?${search}`}`).href;
}
