/** Fields of an object that is not validated. */
export type UntrustedObject = Readonly<Record<string, unknown>>;

/** Returns true for objects, but not for arrays. */
export function isObject(value: unknown): value is UntrustedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the value if it is an object, otherwise an object without fields. */
export function toObject(value: unknown): UntrustedObject {
  return isObject(value) ? value : {};
}
