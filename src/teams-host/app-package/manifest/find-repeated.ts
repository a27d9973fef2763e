import { textMember } from '../../../foundation/json-value.ts';
import type { MemberPath } from '../files/place.ts';
import type { ManifestFault } from './manifest-fault.ts';

/** Finds items that have the text of an earlier one in a property. @param at path of the list. */
export function findRepeated(items: readonly unknown[], name: string, at: MemberPath): readonly ManifestFault[] {
  const values = items.map((item) => textMember(item, name));
  return values.flatMap((value, index) =>
    value !== undefined && values.indexOf(value) < index
      ? [{ at: [...at, index, name], text: `${JSON.stringify(value)} appears twice. Give each its own.` }]
      : [],
  );
}
