import { isVisible } from '../app-package/agent/read-function-parameters.ts';
import type { ApiOperation } from '../app-package/openapi/api-operation.ts';
import { type ApiRequest, type FilledParameter, writeApiRequest } from '../commands/request/write-api-request.ts';
import type { Arguments } from './parse-arguments.ts';

/**
 * Builds the request of a function. A value is sent wherever the operation has a parameter of that name; a required
 * parameter without one is sent with its default.
 * @throws InvalidRequest if a value cannot be part of the path.
 */
export function toFunctionRequest(operation: ApiOperation, values: Arguments): ApiRequest {
  const filled = operation.parameters.flatMap((parameter): readonly FilledParameter[] => {
    const { name, required, default: preset } = parameter;
    const value = isVisible(parameter) && values.has(name) ? values.get(name) : required ? preset : undefined;
    return value === undefined ? [] : [{ parameter, value }];
  });
  return writeApiRequest(operation, filled);
}
