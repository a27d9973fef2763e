import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';
import type { ApiOperation } from '../openapi/api-operation.ts';
import { isVisible } from './read-function-parameters.ts';

/**
 * Compares the parameters that a function lists with those of its operation. The paths in the result begin at the
 * function.
 * @returns `faults`: why the function could not be called; `problems`: what should be changed.
 */
export function checkFunctionParameters(
  { parameters }: JsonObject,
  operation: ApiOperation,
): { readonly faults: readonly ManifestFault[]; readonly problems: readonly ManifestFault[] } {
  if (!isJsonObject(parameters)) {
    return { faults: [], problems: [] };
  }
  const properties = toObject(parameters.properties);
  const required = listMember(parameters, 'required');
  const described = operation.parameters.filter(isVisible);
  const at = ['parameters', 'properties'];
  const unknown = Object.keys(properties)
    .filter((name) => !described.some((parameter) => parameter.name === name))
    .map((name) => ({
      at: [...at, name],
      text: `the API has no parameter "${name}" that Copilot can fill, in the path, the query or the body. Correct the name.`,
    }));
  const needed = described.filter((parameter) => parameter.required && parameter.default === undefined);
  const missing = needed
    .filter(({ name }) => !Object.hasOwn(properties, name))
    .map(({ name }) => ({ at, text: `the API requires "${name}". Add it to the parameters of the function.` }));
  const otherTypes = described.flatMap(({ name, type = 'array' }) => {
    const own = textMember(member(properties, name), 'type');
    const fits = own === undefined || own === type || (own === 'integer' && type === 'number');
    const text = `the type is "${own}", but the API expects "${type}". Make them agree.`;
    return fits ? [] : [{ at: [...at, name, 'type'], text }];
  });
  return {
    faults: [...unknown, ...missing, ...otherTypes],
    problems: [
      ...needed
        .filter(({ name }) => Object.hasOwn(properties, name) && !required.includes(name))
        .map(({ name }) => ({
          at: [...at, name],
          text: `the API requires "${name}", but the function does not. Add it to "required".`,
        })),
      ...required
        .filter((name) => typeof name === 'string' && !Object.hasOwn(properties, name))
        .map((name) => ({
          at: ['parameters', 'required'],
          text: `${JSON.stringify(name)} is not one of the parameters. Add it to "properties", or remove it.`,
        })),
    ],
  };
}
