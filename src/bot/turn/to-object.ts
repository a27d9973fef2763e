import { isJsonObject, type JsonObject } from '../../foundation/json-value.ts';

/** Returns the value if it is an object, otherwise an object without fields. */
export function toObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
