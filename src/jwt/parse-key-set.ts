import type { webcrypto } from 'node:crypto';
import { type CryptoKey, importJWK } from 'jose';
import { isJsonObject, type JsonObject } from '../foundation/json-value.ts';

export interface VerificationKey {
  readonly key: CryptoKey;
  /** The issuer of the key, if the key set names one, as that of Microsoft Entra ID does; may contain `{tenantid}`. */
  readonly issuer: string | undefined;
  /** Channels that the key may sign for, if the key set names them, as that of the Bot Framework does. */
  readonly endorsements: readonly string[];
}

/** Keys by their `kid`. */
export type VerificationKeys = ReadonlyMap<string, VerificationKey>;

const maximumKeys = 100;
const minimumModulusLength = 2048;
const maximumModulusLength = 8192;

/**
 * Parses a JSON Web Key Set (RFC 7517) and keeps the keys for RS256: RSA of 2,048 to 8,192 bits with exponent 65537,
 * for signatures, with a `kid`. Skips other keys, and the second of two keys with one `kid`.
 * @throws Error if it is not a key set or has no such key.
 */
export async function parseKeySet(document: unknown): Promise<VerificationKeys> {
  const list = isJsonObject(document) ? document.keys : undefined;
  if (!Array.isArray(list) || list.length > maximumKeys) {
    throw new Error('not a key set');
  }
  const keys = new Map<string, VerificationKey>();
  for (const jwk of list) {
    const key = isJsonObject(jwk) ? await importVerificationKey(jwk) : undefined;
    if (key !== undefined && isJsonObject(jwk) && typeof jwk.kid === 'string' && !keys.has(jwk.kid)) {
      const { kid, issuer, endorsements } = jwk;
      keys.set(kid, {
        key,
        issuer: typeof issuer === 'string' ? issuer : undefined,
        endorsements: Array.isArray(endorsements) ? endorsements.filter((name) => typeof name === 'string') : [],
      });
    }
  }
  if (keys.size === 0) {
    throw new Error('no key for RS256 in the key set');
  }
  return keys;
}

async function importVerificationKey(jwk: JsonObject): Promise<CryptoKey | undefined> {
  const { kty, use, alg = 'RS256', n, e } = jwk;
  // A published private key proves nothing.
  const isPublic = !Object.hasOwn(jwk, 'd');
  if (kty !== 'RSA' || use !== 'sig' || alg !== 'RS256' || typeof n !== 'string' || e !== 'AQAB' || !isPublic) {
    return undefined;
  }
  const key = await importJWK({ kty, n, e, alg }).catch(() => undefined);
  if (key === undefined || key instanceof Uint8Array) {
    return undefined;
  }
  // Web Crypto declares the algorithm of any key; this is an RSA key.
  const { modulusLength } = key.algorithm as webcrypto.RsaHashedKeyAlgorithm;
  return modulusLength >= minimumModulusLength && modulusLength <= maximumModulusLength ? key : undefined;
}
