import { isJsonObject, type JsonObject, textMember } from '../../foundation/json-value.ts';

const forms: Readonly<Record<string, readonly [form: RegExp, example: string]>> = {
  'Input.Date': [/^\d{4}-\d{2}-\d{2}$/, '2026-12-31'],
  'Input.Time': [/^([01]\d|2[0-3]):[0-5]\d$/, '09:30'],
};

/** Explains the members of an input that have no effect, in sentences. */
export function explainInput(source: JsonObject, type: string): readonly string[] {
  const [form, example] = (Object.hasOwn(forms, type) ? forms[type] : undefined) ?? [];
  const malformed = ['value', 'min', 'max'].filter((name) => {
    const value = textMember(source, name) ?? '';
    return form !== undefined && value !== '' && !value.includes('${') && !form.test(value);
  });
  return [
    ...malformed.map((name) => `"${name}" of ${type} is ignored: it must have the form ${example}.`),
    ...(type === 'Input.ChoiceSet' ? explainChoices(source) : []),
  ];
}

function explainChoices(source: JsonObject): readonly string[] {
  const { choices, value, isMultiSelect, 'choices.data': query } = source;
  if (query !== undefined && query !== null) {
    return isJsonObject(query) && query.type === 'Data.Query' && textMember(query, 'dataset')
      ? []
      : ['"choices.data" of Input.ChoiceSet is ignored: it needs "type": "Data.Query" and a "dataset".'];
  }
  const known = (Array.isArray(choices) ? choices : []).map((choice) => textMember(choice, 'value'));
  const given = typeof value !== 'string' || value === '' ? [] : isMultiSelect === true ? value.split(',') : [value];
  return given
    .filter((one) => !known.includes(one) && !one.includes('${'))
    .map((one) => `"value" of Input.ChoiceSet has "${one.slice(0, 60)}", which is none of its choices.`);
}
