import { jwtVerify, SignJWT } from 'jose';
import { AppError } from '../../foundation/errors.ts';
import type { SigningKey } from '../vault/signing-key.ts';

/** Audience of the tokens, as at the real connector. */
const connectorAudience = 'https://api.botframework.com';

/** Access tokens with which bots call the connector and the token service. They identify a bot, never a person. */
export interface ConnectorTokens {
  /** Lifetime of a token in seconds. */
  readonly lifetime: number;
  issue(bot: { readonly appId: string; readonly tenantId: string }): Promise<string>;
  /** @throws AppError 401 unless the header has a valid token that this host has issued. */
  verify(authorization: string | undefined): Promise<ConnectorCaller>;
}

export interface ConnectorCaller {
  /** App id of the bot, in lower case. */
  readonly appId: string;
  /** Claims of the token, for the flow panel. */
  readonly claims: Readonly<Record<string, unknown>>;
}

const lifetime = 3600;
const maxLength = 8192;

/** @param key not published, because only the host that issued the tokens verifies them. */
export function createConnectorTokens(now: () => Date, { privateKey, publicKey }: SigningKey): ConnectorTokens {
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
      if (token === undefined || token.length > maxLength) {
        throw toFault();
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
        throw toFault(cause);
      }
    },
  };
}

function toFault(cause?: unknown): AppError {
  const message = 'The call needs a connector token of this host that has not expired.';
  return new AppError(401, 'unauthorized', message, { cause, headers: { 'WWW-Authenticate': 'Bearer' } });
}
