import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + nonceBytes;

/** Two keys derived from the key file: one seals records, one names their files. */
export interface SealKeys {
  readonly seal: Uint8Array;
  readonly name: Uint8Array;
}

/** Thrown for bytes that were altered, or sealed for another record or with another key. */
export class SealBroken extends Error {
  constructor(cause?: unknown) {
    super('A sealed record of the vault cannot be opened.', { cause });
    this.name = 'SealBroken';
  }
}

/** Derives the keys (HKDF, RFC 5869). */
export function toSealKeys(key: Uint8Array): SealKeys {
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', key, '', `teams-host vault ${purpose}`, 32));
  return { seal: derive('seal'), name: derive('name') };
}

/** Returns the file name of a record, which reveals nothing about the record without the key. */
export function toFileName({ name }: SealKeys, record: string): string {
  return `${createHmac('sha256', name).update(record).digest('hex')}.sealed`;
}

/**
 * Seals text with AES-256-GCM. The name of the record and the version are authenticated too, so that a record cannot be
 * opened under another name.
 * @param nonce 12 random bytes, never reused.
 * @returns version, nonce, tag and ciphertext.
 */
export function seal({ seal: key }: SealKeys, record: string, text: string, nonce: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associatedData(record));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext]);
}

/** @throws SealBroken if the bytes were not sealed with the same key for the same record. */
export function unseal({ seal: key }: SealKeys, record: string, sealed: Uint8Array): string {
  if (sealed.length < headerBytes + tagBytes || sealed[0] !== version) {
    throw new SealBroken();
  }
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, headerBytes), { authTagLength: tagBytes });
  decipher.setAAD(associatedData(record));
  decipher.setAuthTag(sealed.subarray(headerBytes, headerBytes + tagBytes));
  try {
    const text = Buffer.concat([decipher.update(sealed.subarray(headerBytes + tagBytes)), decipher.final()]);
    return text.toString('utf8');
  } catch (cause) {
    throw new SealBroken(cause);
  }
}

function associatedData(record: string): Buffer {
  return Buffer.from(`${version}\n${record}`, 'utf8');
}
