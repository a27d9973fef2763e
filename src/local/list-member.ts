import { member } from '../foundation/json-value.ts';

/** Returns an own property if it is an array, otherwise an empty list. */
export function listMember(value: unknown, name: string): readonly unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}
