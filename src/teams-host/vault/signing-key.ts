import { webcrypto } from 'node:crypto';
import { SealBroken } from '../sealed-store/seal.ts';
import type { SealedStore } from '../sealed-store/sealed-store.ts';

/** An RSA key that signs tokens of this host. */
export interface SigningKey {
  readonly privateKey: webcrypto.CryptoKey;
  readonly publicKey: webcrypto.CryptoKey;
}

const { subtle } = webcrypto;
/** RS256 of JWTs. */
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const generation = { ...algorithm, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };

/**
 * Returns the signing key with this name, and creates it if there is none or it is damaged. The key outlives a restart,
 * because bots keep the tokens it has signed until they expire.
 */
export async function openSigningKey(store: SealedStore, name: string): Promise<SigningKey> {
  const record = `signing key ${name}`;
  const stored = await store.read(record).catch((cause: unknown) => {
    if (cause instanceof SealBroken) {
      return undefined;
    }
    throw cause;
  });
  if (stored !== undefined) {
    return toSigningKey(JSON.parse(stored));
  }
  const { privateKey } = await subtle.generateKey(generation, true, ['sign', 'verify']);
  const jwk = await subtle.exportKey('jwk', privateKey);
  await store.update(record, () => JSON.stringify(jwk));
  return toSigningKey(jwk);
}

/** @param jwk a private key that this host has written. */
async function toSigningKey(jwk: webcrypto.JsonWebKey): Promise<SigningKey> {
  const { kty, n, e } = jwk;
  if (kty === undefined || n === undefined || e === undefined) {
    throw new Error('the stored signing key has no public part');
  }
  return {
    privateKey: await subtle.importKey('jwk', jwk, algorithm, false, ['sign']),
    publicKey: await subtle.importKey('jwk', { kty, n, e }, algorithm, true, ['verify']),
  };
}
