import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Beginning of every service token, so that secret scanners and `redact` find one. */
export const serviceTokenPrefix = 'rpr_';

/** Random bytes of a new token. */
const randomLength = 32;
/** At least 24 bytes in base64url, and the CRC-32 of that text. */
const form = /^rpr_([\w-]{32,172})_([\da-f]{8})$/;

/** Returns whether the text begins like a service token; it need not be a complete one. */
export function isServiceTokenLike(text: string): boolean {
  return text.startsWith(serviceTokenPrefix);
}

/**
 * Returns whether the text has the form of a service token: `rpr_`, at least 24 bytes in base64url, `_`, and the CRC-32
 * of that text in eight hexadecimal digits, which detects typing errors and proves nothing.
 */
export function isServiceToken(text: string): boolean {
  const [, secret, checksum] = form.exec(text) ?? [];
  return secret !== undefined && toChecksum(secret) === checksum;
}

/**
 * Creates a service token from 32 random bytes.
 * @param randomBytes cryptographically secure.
 */
export function createServiceToken(randomBytes: (size: number) => Buffer): string {
  const secret = randomBytes(randomLength).toString('base64url');
  return `${serviceTokenPrefix}${secret}_${toChecksum(secret)}`;
}

/**
 * Returns the digest of a service token, as the settings contain it: SHA-256 in lower-case hexadecimal. A token has so
 * many random bits that its digest needs neither salt nor stretching.
 */
export function toServiceTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function toChecksum(secret: string): string {
  return crc32(secret).toString(16).padStart(8, '0');
}
