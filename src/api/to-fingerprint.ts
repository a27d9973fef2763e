import { createHash } from 'node:crypto';

/**
 * Returns a digest of a request that does not depend on the order of the fields.
 * @param body flat JSON object.
 */
export function toFingerprint(method: string, path: string, body: object): string {
  const fields = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([method, path, fields]))
    .digest('base64url');
}
