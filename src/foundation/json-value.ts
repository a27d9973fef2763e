export type JsonObject = Readonly<Record<string, unknown>>;

/** Returns true for objects, but not for arrays. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the value if it is an object, otherwise an object without properties. */
export function toObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** Returns an own property of a JSON object; undefined for anything else, also for inherited properties. */
export function member(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Returns an own property if it is a string. */
export function textMember(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** Whether lists and objects are nested more than `levels` deep. Recursion on any other value cannot exhaust the stack. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  const isNested = typeof value === 'object' && value !== null;
  return isNested && (levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item)));
}
