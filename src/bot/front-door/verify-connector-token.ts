import type { KeySet } from '../../jwt/key-set.ts';
import { parseNumericDate } from '../../jwt/numeric-date.ts';
import { parseBearerToken } from '../../jwt/parse-bearer-token.ts';
import { type Jwt, parseJwt } from '../../jwt/parse-jwt.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import { verifyJws } from '../../jwt/verify-jws.ts';
import { verifyJwsHeader } from '../../jwt/verify-jws-header.ts';

export interface ConnectorTokenRules {
  /** Exact `iss` of the channel's tokens. */
  readonly issuer: string;
  /** The bot's app id. */
  readonly audience: string;
}

/** What the bot uses of a verified connector token. */
export interface ConnectorIdentity {
  /** The only address that replies to the activity may be sent to. */
  readonly serviceUrl: string;
  /** Channels that the signing key may act for. */
  readonly endorsements: readonly string[];
  /** The token's `exp`, in seconds since 1970. */
  readonly expires: number;
}

/**
 * Clock tolerance in seconds. The protocol allows 300, but synchronized clocks differ by a few seconds only, and every
 * second here extends the life of a stolen token.
 */
const tolerance = 60;

/** Longest time from `nbf` to `exp`, in seconds; tokens of the channel are valid for about an hour. */
const maximumLifetime = 24 * 3600;

/**
 * Verifies the connector token of an incoming activity: one algorithm, one issuer and one audience, with no exception
 * for emulators or skills. Does not check the activity; `verifyActivity` does.
 * @param header value of the Authorization header, if present.
 * @throws TokenRefused or InvalidRequest, with the reason for the log.
 * @throws Unavailable if the channel's keys cannot be fetched.
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export async function verifyConnectorToken(
  header: string | undefined,
  rules: ConnectorTokenRules,
  keys: KeySet,
  now: Date,
): Promise<ConnectorIdentity> {
  const compact = parseBearerToken(header);
  if (compact === undefined) {
    throw new TokenRefused('no connector token');
  }
  const token = parseJwt(compact);
  verifyJwsHeader(token);
  verifyClaims(token, rules);
  verifyTimes(token, now);
  const serviceUrl = token.claims.serviceurl;
  if (typeof serviceUrl !== 'string' || serviceUrl === '') {
    throw new TokenRefused('serviceurl is missing');
  }
  const known = await keys.find(String(token.header.kid));
  if (known === undefined) {
    throw new TokenRefused('the channel has no such key');
  }
  await verifyJws(token, known.key);
  return { serviceUrl, endorsements: known.endorsements, expires: parseNumericDate(token.claims, 'exp') };
}

function verifyClaims({ claims }: Jwt, { issuer, audience }: ConnectorTokenRules): void {
  if (claims.iss !== issuer) {
    throw new TokenRefused('iss is not the channel');
  }
  if (claims.aud !== audience) {
    throw new TokenRefused('aud is not this bot');
  }
}

function verifyTimes({ claims }: Jwt, now: Date): void {
  const seconds = now.getTime() / 1000;
  const exp = parseNumericDate(claims, 'exp');
  const nbf = parseNumericDate(claims, 'nbf');
  if (seconds >= exp + tolerance) {
    throw new TokenRefused('expired');
  }
  if (seconds < nbf - tolerance) {
    throw new TokenRefused('not valid yet');
  }
  if (exp <= nbf || exp - nbf > maximumLifetime) {
    throw new TokenRefused('the lifetime is invalid');
  }
}
