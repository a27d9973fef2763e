import { textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { toMemberPath } from '../files/place.ts';
import type { ManifestFault } from './manifest-fault.ts';

/** What the patterns of the schemas stand for. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/^\^\[0-9a-fA-F\]\{8\}-/, 'a GUID, such as "11111111-2222-4333-8444-555555555555"'],
  [/^\^\[Hh\]\[Tt\]\[Tt\]\[Pp\]/, 'an address that begins with "https://"'],
  [/^\^#/, 'a color, such as "#0a7f3c"'],
  [/^\^\[A-Za-z0-9]\+(\$|$)/, 'of letters and digits only'],
  [/^\^\[A-Za-z0-9-]\+\$/, 'of letters, digits and "-" only'],
  [/^\^\[A-Za-z0-9_]\+\$/, 'of letters, digits and "_" only'],
  [/^\^\[A-Za-z0-9_-]\+\$/, 'of letters, digits, "-" and "_" only'],
];

/**
 * Converts an error of `AppManifestUtils.validateAgainstSchema`.
 * @param error for example `/name/short must NOT have more than 30 characters. Details: {...}`
 */
export function toSchemaFault(error: string): ManifestFault {
  const [text = '', json = '{}'] = error.split('. Details: ');
  const [pointer = '', ...rest] = text.split(' ');
  const details: unknown = JSON.parse(json);
  const at = toMemberPath(pointer);
  const additional = textMember(details, 'additionalProperty') ?? textMember(details, 'propertyName');
  if (additional !== undefined) {
    return { at: [...at, additional], text: 'the schema has no such property here. Remove it, or correct its name.' };
  }
  const missing = textMember(details, 'missingProperty');
  if (missing !== undefined) {
    return { at: [...at, missing], text: 'this required property is missing. Add it.' };
  }
  const words = patterns.find(([pattern]) => pattern.test(textMember(details, 'pattern') ?? ''))?.[1];
  if (words !== undefined) {
    return { at, text: `the value must be ${words}. Correct it.` };
  }
  const only = textMember(details, 'allowedValue');
  const allowed = only === undefined ? listMember(details, 'allowedValues') : [only];
  const values = allowed.length === 0 ? '' : `: ${allowed.map((value) => JSON.stringify(value)).join(', ')}`;
  return { at, text: `the value ${rest.join(' ')}${values}. Correct it.` };
}
