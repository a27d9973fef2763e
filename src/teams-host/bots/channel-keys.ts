import { calculateJwkThumbprint, exportJWK, type JWK, SignJWT } from 'jose';
import type { SigningKey } from '../vault/signing-key.ts';

/** Issuer of the connector tokens that bots receive, the same as in Teams. */
export const channelIssuer = 'https://api.botframework.com';

interface EndorsedKey extends JWK {
  /** Channels that the key signs for. */
  readonly endorsements: readonly string[];
}

/** The key that proves to bots that an activity comes from the channel. */
export interface ChannelKeys {
  /** The public key with the channel it endorses, as in the JWKS of the OpenID metadata. */
  readonly jwks: { readonly keys: readonly EndorsedKey[] };
  /**
   * Issues a connector token for one activity.
   * @param appId of the bot: the token's audience.
   * @param serviceUrl exactly that of the activity.
   */
  sign(appId: string, serviceUrl: string): Promise<string>;
}

/** Lifetime of a connector token in seconds. */
const lifetime = 3600;

/** Creates the signer. The id of the key is its thumbprint (RFC 7638). */
export async function createChannelKeys(now: () => Date, { privateKey, publicKey }: SigningKey): Promise<ChannelKeys> {
  const jwk = await exportJWK(publicKey);
  const keyId = await calculateJwkThumbprint(jwk);
  return {
    jwks: { keys: [{ ...jwk, kid: keyId, x5t: keyId, use: 'sig', alg: 'RS256', endorsements: ['msteams'] }] },
    sign(appId, serviceUrl) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      return new SignJWT({ serviceurl: serviceUrl })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId, x5t: keyId })
        .setIssuer(channelIssuer)
        .setAudience(appId)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + lifetime)
        .sign(privateKey);
    },
  };
}
