/** The form that stands in for the model's choice of arguments: texts of the fields, and the arguments they mean. */
import { type JsonObject, member } from '../../../../foundation/json-value.ts';
import type { FunctionParameter } from '../../../wire/agent.ts';

/** Texts of the fields by parameter name; a field without text is not sent. */
export type ArgumentFields = ReadonlyMap<string, string>;

/** The arguments of a form, or one sentence for each field that cannot be sent, by parameter name. */
export type ReadArguments =
  | { readonly arguments: JsonObject; readonly problems?: undefined }
  | { readonly arguments?: undefined; readonly problems: ReadonlyMap<string, string> };

type Item = NonNullable<FunctionParameter['itemType']>;
type ReadItem = { readonly value: unknown } | { readonly problem: string };

/** Returns the fields for these arguments; a parameter without an argument has its default value. */
export function toArgumentFields(parameters: readonly FunctionParameter[], values: JsonObject = {}): ArgumentFields {
  return new Map(
    parameters.map((parameter) => [
      parameter.name,
      toText(parameter, Object.hasOwn(values, parameter.name) ? member(values, parameter.name) : parameter.default),
    ]),
  );
}

/**
 * Reads the arguments with the types of their parameters. An empty text cannot be sent, because an empty field means
 * that the model leaves the parameter out.
 */
export function readArguments(parameters: readonly FunctionParameter[], fields: ArgumentFields): ReadArguments {
  const values: [string, unknown][] = [];
  const problems = new Map<string, string>();
  for (const parameter of parameters) {
    const text = fields.get(parameter.name) ?? '';
    if (text.trim() === '') {
      if (parameter.required) {
        problems.set(parameter.name, `${parameter.name} is required.`);
      }
      continue;
    }
    const read = readValue(parameter, text);
    if ('problem' in read) {
      problems.set(parameter.name, read.problem);
    } else {
      values.push([parameter.name, read.value]);
    }
  }
  // Defines own properties, so a parameter may have any name.
  return problems.size > 0 ? { problems } : { arguments: Object.fromEntries(values) };
}

/** Returns the value of the option for a choice of an `enum`. */
export function toOptionValue(choice: unknown): string {
  return JSON.stringify(choice) ?? '';
}

function readValue({ type, itemType = 'string', enum: choices }: FunctionParameter, text: string): ReadItem {
  if (type !== 'array') {
    const choice = choices?.find((each) => toOptionValue(each) === text);
    return choices === undefined
      ? readItem(type, text)
      : choice === undefined
        ? { problem: 'Choose one of the values.' }
        : { value: choice };
  }
  const parts = text.split(itemType === 'string' ? '\n' : /[\n,]/);
  const items: unknown[] = [];
  for (const part of parts.map((each) => each.trim()).filter((each) => each !== '')) {
    const item = readItem(itemType, part);
    if ('problem' in item) {
      return { problem: `“${part}”: ${item.problem}` };
    }
    if (choices !== undefined && !choices.includes(item.value)) {
      return { problem: `“${part}” is not one of ${choices.map(String).join(', ')}.` };
    }
    items.push(item.value);
  }
  return { value: items };
}

function readItem(type: Item, text: string): ReadItem {
  switch (type) {
    case 'string':
      return { value: text };
    case 'boolean':
      return text.trim() === 'true'
        ? { value: true }
        : text.trim() === 'false'
          ? { value: false }
          : { problem: 'Enter true or false.' };
    case 'integer': {
      const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
      return Number.isSafeInteger(value) ? { value } : { problem: 'Enter a whole number.' };
    }
    case 'number': {
      const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
      return Number.isFinite(value) ? { value } : { problem: 'Enter a number, for example 2.5.' };
    }
  }
}

function toText({ type, enum: choices, required }: FunctionParameter, value: unknown): string {
  if (value === undefined || value === null) {
    // A checkbox has no third state, so it is never left out.
    return type === 'boolean' && required && choices === undefined ? 'false' : '';
  }
  if (Array.isArray(value)) {
    return value.map(String).join('\n');
  }
  return choices !== undefined && type !== 'array' ? toOptionValue(value) : String(value);
}
