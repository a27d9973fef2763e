import { createHash } from 'node:crypto';

/**
 * Digests a request. The order of the fields does not matter.
 * @param body flat JSON object.
 */
export function toFingerprint(method: string, path: string, body: object): string {
  const fields = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([method, path, fields]))
    .digest('base64url');
}
