/** True for `application/json` and types built on it (`application/problem+json`), with or without parameters. */
export function isJsonType(contentType: string | null): boolean {
  return /^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(contentType ?? '');
}
