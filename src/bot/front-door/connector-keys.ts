import { toObject } from '../../foundation/json-value.ts';
import type { Log } from '../../foundation/log.ts';
import { fetchJson } from '../../jwt/fetch-json.ts';
import { createKeySet, type KeySet } from '../../jwt/key-set.ts';
import { parseKeySet, type VerificationKeys } from '../../jwt/parse-key-set.ts';

export interface ConnectorKeysOptions {
  /** OpenID metadata of the channel. */
  readonly metadataUrl: string;
  /** Exact `issuer` of the metadata. */
  readonly issuer: string;
  readonly now: () => Date;
  readonly log: Log;
  /** Timeout for each of the two documents, in milliseconds. */
  readonly timeout: number;
}

/** The channel's keys carry long lists of endorsements. */
const maximumBytes = 1024 * 1024;

/**
 * Loads and caches the keys that sign connector tokens, through the channel's OpenID metadata.
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export function createConnectorKeys(options: ConnectorKeysOptions): KeySet {
  const { metadataUrl, issuer, now, log, timeout } = options;
  const fetchOptions = { fetch, timeout, maximumBytes };

  async function load(): Promise<VerificationKeys> {
    const metadata = await fetchJson(metadataUrl, fetchOptions);
    return parseKeySet(await fetchJson(parseJwksUri(metadata, { metadataUrl, issuer }), fetchOptions));
  }

  return createKeySet({ load, now, log });
}

/** @throws Error if the metadata names another issuer, or a `jwks_uri` that is neither https nor of its own origin. */
function parseJwksUri(
  metadata: unknown,
  { metadataUrl, issuer }: Pick<ConnectorKeysOptions, 'metadataUrl' | 'issuer'>,
): string {
  const { issuer: named, jwks_uri: address } = toObject(metadata);
  if (named !== issuer) {
    throw new Error('the metadata names another issuer');
  }
  const url = typeof address === 'string' ? URL.parse(address) : null;
  if (url === null || (url.protocol !== 'https:' && url.origin !== new URL(metadataUrl).origin)) {
    throw new Error('the metadata names no secure jwks_uri');
  }
  return url.href;
}
