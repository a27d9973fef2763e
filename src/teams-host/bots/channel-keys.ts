import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** Who signs activities, in Teams and here: the issuer bots demand. */
export const channelIssuer = 'https://api.botframework.com';

export interface ChannelKeys {
  /** The public key with the channel it endorses, as the JWKS of the OpenID metadata. */
  readonly jwks: { readonly keys: readonly JWK[] };
  /**
   * Signs what proves to a bot that an activity comes from the channel.
   * @param serviceUrl exactly that of the activity.
   */
  sign(appId: string, serviceUrl: string): Promise<string>;
}

const lifetime = 3600;

/** Makes a fresh RSA key, so that nothing signed before this start is good any more. */
export async function createChannelKeys(now: () => Date, keyId: string): Promise<ChannelKeys> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = await exportJWK(publicKey);
  return {
    jwks: { keys: [{ ...jwk, kid: keyId, x5t: keyId, use: 'sig', alg: 'RS256', endorsements: ['msteams'] } as JWK] },
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
