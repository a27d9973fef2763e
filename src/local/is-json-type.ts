/** Whether a content type is `application/json` or built on it, such as `application/problem+json`. */
export function isJsonType(contentType: string | null): boolean {
  return /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType ?? '');
}
