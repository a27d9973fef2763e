import { importJWK } from 'jose';

export interface VerificationKey {
  readonly key: CryptoKey;
  /** Whose tokens it verifies, where the key set says so, as Microsoft Entra ID's does; may hold `{tenantid}`. */
  readonly issuer: string | undefined;
  /** Channels it may sign for, where the key set says so, as the Bot Framework's does. */
  readonly endorsements: readonly string[];
}

/** Keys by their `kid`. */
export type VerificationKeys = ReadonlyMap<string, VerificationKey>;

const maximumKeys = 100;
const minimumModulusLength = 2048;
const maximumModulusLength = 8192;

/**
 * Takes the keys out of a JSON Web Key Set (RFC 7517) that can verify RS256: RSA of 2,048 bits or more with the usual
 * exponent, meant for signatures, with a kid. Others are skipped, and the second of two with one kid.
 * @throws Error where it is not a key set or none is left.
 */
export async function parseKeySet(document: unknown): Promise<VerificationKeys> {
  const list = isObject(document) ? document.keys : undefined;
  if (!Array.isArray(list) || list.length > maximumKeys) {
    throw new Error('not a key set');
  }
  const keys = new Map<string, VerificationKey>();
  for (const jwk of list) {
    const key = isObject(jwk) ? await importVerificationKey(jwk) : undefined;
    if (key !== undefined && isObject(jwk) && typeof jwk.kid === 'string' && !keys.has(jwk.kid)) {
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

async function importVerificationKey(jwk: Record<string, unknown>): Promise<CryptoKey | undefined> {
  const { kty, use, alg = 'RS256', n, e } = jwk;
  // A private key that is out in the open proves nothing any more.
  const isPublic = !Object.hasOwn(jwk, 'd');
  if (kty !== 'RSA' || use !== 'sig' || alg !== 'RS256' || typeof n !== 'string' || e !== 'AQAB' || !isPublic) {
    return undefined;
  }
  const key = await importJWK({ kty, n, e, alg }).catch(() => undefined);
  if (key === undefined || key instanceof Uint8Array) {
    return undefined;
  }
  const { modulusLength } = key.algorithm as RsaHashedKeyAlgorithm;
  return modulusLength >= minimumModulusLength && modulusLength <= maximumModulusLength ? key : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
