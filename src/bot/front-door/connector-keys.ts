import type { Log } from '../../foundation/log.ts';
import { fetchJson } from '../../jwt/fetch-json.ts';
import { createKeySet, type KeySet } from '../../jwt/key-set.ts';
import { parseKeySet, type VerificationKeys } from '../../jwt/parse-key-set.ts';
import type { ChannelSettings } from '../bot-settings.ts';

export interface EndorsedKeysOptions {
  readonly channel: ChannelSettings;
  readonly now: () => Date;
  readonly log: Log;
  /** Told of every key set that was taken over, as it came. */
  readonly onLoad?: (document: unknown) => void;
  readonly fetch?: typeof fetch;
  /** Longest wait for each of the two documents, in milliseconds. */
  readonly timeout?: number;
}

/** The channel's key set holds long lists of endorsements. */
const maximumBytes = 1024 * 1024;

/**
 * The keys that sign the channel's tokens, found through its OpenID metadata (Bot Framework authentication, "Connector to
 * Bot", steps 2 and 3): kept, asked for once however many wait, asked for again when a token names an unknown one.
 */
export function createEndorsedKeys(options: EndorsedKeysOptions): KeySet {
  const { channel, now, log, onLoad = () => undefined, timeout = 3000 } = options;
  const fetchOptions = { fetch: options.fetch ?? fetch, timeout, maximumBytes };

  async function load(): Promise<VerificationKeys> {
    const metadata = await fetchJson(channel.metadataUrl, fetchOptions);
    const document = await fetchJson(parseJwksUri(metadata, channel), fetchOptions);
    const keys = await parseKeySet(document);
    onLoad(document);
    return keys;
  }

  return createKeySet({ load, now, log });
}

/** @throws Error where the metadata is another issuer's, or its keys would come over an open wire from elsewhere. */
function parseJwksUri(metadata: unknown, { issuer, metadataUrl }: ChannelSettings): string {
  const { issuer: named, jwks_uri: address } = (metadata ?? {}) as Readonly<Record<string, unknown>>;
  if (named !== issuer) {
    throw new Error('the metadata is of another issuer');
  }
  const url = typeof address === 'string' ? URL.parse(address) : null;
  if (url === null || (url.protocol !== 'https:' && url.origin !== new URL(metadataUrl).origin)) {
    throw new Error('the metadata names no secure address of keys');
  }
  return url.href;
}
