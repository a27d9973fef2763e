import connectorTokens from 'botframework-connector/lib/auth/jwtTokenExtractor.js';

/** What the SDK keeps for one address of metadata; private there, and fixed, since the SDK is not developed any more. */
interface SdkKeys {
  keys: readonly unknown[];
  lastUpdated: number;
}

interface SdkKeyCache {
  getOrAddOpenIdMetadata(url: string): SdkKeys;
}

const cache = connectorTokens.JwtTokenExtractor as unknown as SdkKeyCache;

/**
 * Hands the SDK the keys that ours were taken from. Left alone it fetches them once for every request that waits for them,
 * and after a rotation it refuses what we have let in for up to an hour.
 * @param document the key set as it came.
 */
export function shareKeys(metadataUrl: string, document: unknown): void {
  const { keys } = document as { readonly keys: readonly unknown[] };
  Object.assign(cache.getOrAddOpenIdMetadata(metadataUrl), { keys, lastUpdated: Number.POSITIVE_INFINITY });
}

/** Takes all keys from an address that is never to be believed, and keeps the SDK from asking there. */
export function shareNoKeys(metadataUrl: string): void {
  shareKeys(metadataUrl, { keys: [] });
}
