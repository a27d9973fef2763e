import { createHash } from 'node:crypto';

/**
 * Digests a request so that two which mean the same have the same digest, whatever the order of their fields.
 * @param body flat JSON object, validated.
 */
export function toFingerprint(method: string, path: string, body: unknown): string {
  const fields = Object.entries(body as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([method, path, fields]))
    .digest('base64url');
}
