import { type JsonObject, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { CommandParameter } from '../../wire/loaded-app.ts';

const inputTypes = ['text', 'textarea', 'number', 'date', 'time', 'toggle', 'choiceset'] as const;

/** Reads a parameter of a command of a checked manifest. */
export function readCommandParameter(parameter: JsonObject): CommandParameter {
  const choices = listMember(parameter, 'choices').map((choice) => ({
    title: textMember(choice, 'title') ?? '',
    value: textMember(choice, 'value') ?? '',
  }));
  return {
    name: textMember(parameter, 'name') ?? '',
    title: textMember(parameter, 'title') ?? '',
    description: textMember(parameter, 'description') ?? '',
    inputType: inputTypes.find((type) => type === parameter.inputType) ?? 'text',
    choices: choices.length > 0 ? choices : undefined,
    value: textMember(parameter, 'value'),
    required: parameter.isRequired === true,
  };
}

/**
 * Returns the value of each parameter by name, in the order of the manifest.
 * @param values contents of the fields by parameter name; a missing one is replaced by the initial value of its field.
 */
export function fillParameters(
  parameters: readonly CommandParameter[],
  values: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map(parameters.map(({ name, value = '' }) => [name, values.get(name) ?? value]));
}
