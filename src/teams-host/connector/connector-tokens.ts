import { generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { AppError } from '../../foundation/errors.ts';

export const connectorAudience = 'https://api.botframework.com';

/** Proves which bot calls. Never says anything about a person. */
export interface ConnectorTokens {
  /** Seconds a token lasts. */
  readonly lifetime: number;
  issue(bot: { readonly appId: string; readonly tenantId: string }): Promise<string>;
  /**
   * The bot whose token this is, its app id in lower case, and the token's claims for the flow panel.
   * @throws AppError 401 for anything that is not a good token of this start.
   */
  verify(authorization: string | undefined): Promise<ConnectorCaller>;
}

export interface ConnectorCaller {
  readonly appId: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

const lifetime = 3600;
const longest = 8192;

/** Makes a key of its own, which no bot needs to know: tokens come back to the host that issued them. */
export async function createConnectorTokens(now: () => Date): Promise<ConnectorTokens> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return {
    lifetime,
    issue({ appId, tenantId }) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      return new SignJWT({ appid: appId, tid: tenantId, idtyp: 'app', ver: '1.0' })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
        .setIssuer(`https://sts.windows.net/${tenantId}/`)
        .setAudience(connectorAudience)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + lifetime)
        .sign(privateKey);
    },
    async verify(authorization) {
      const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '') ?? [];
      if (token === undefined || token.length > longest) {
        throw refused();
      }
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: ['RS256'],
          audience: connectorAudience,
          requiredClaims: ['iss', 'exp', 'nbf', 'appid'],
          currentDate: now(),
        });
        return { appId: String(payload.appid).toLowerCase(), claims: payload };
      } catch (cause) {
        throw refused(cause);
      }
    },
  };
}

function refused(cause?: unknown): AppError {
  return new AppError(401, 'unauthorized', 'A connector token of this host is needed, and it must not have expired.', {
    ...(cause === undefined ? {} : { cause }),
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
}
