import { type JsonObject, listMember, textMember } from '../../foundation/json-value.ts';
import { type CommandParameter, inputTypes } from './app-package.ts';

/** Reads one parameter of a command; what the schema demands of it is not checked. */
export function readCommandParameter(parameter: JsonObject): CommandParameter {
  const value = textMember(parameter, 'value');
  const choices = listMember(parameter, 'choices').map((choice) => ({
    title: textMember(choice, 'title') ?? '',
    value: textMember(choice, 'value') ?? '',
  }));
  return {
    name: textMember(parameter, 'name') ?? '',
    title: textMember(parameter, 'title') ?? '',
    description: textMember(parameter, 'description') ?? '',
    inputType: inputTypes.find((type) => type === parameter.inputType) ?? 'text',
    ...(choices.length > 0 ? { choices } : {}),
    ...(value === undefined ? {} : { value }),
    required: parameter.isRequired === true,
  };
}
