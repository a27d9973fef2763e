import type { KeySet } from '../../jwt/key-set.ts';
import { parseNumericDate } from '../../jwt/numeric-date.ts';
import { parseBearerToken } from '../../jwt/parse-bearer-token.ts';
import { type Jwt, parseJwt } from '../../jwt/parse-jwt.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import { verifyJws } from '../../jwt/verify-jws.ts';
import { verifyJwsHeader } from '../../jwt/verify-jws-header.ts';

export interface ConnectorTokenRules {
  /** The channel's `iss`, to the letter. */
  readonly issuer: string;
  /** The bot's app id. */
  readonly audience: string;
}

/** What a connector token vouches for. */
export interface ConnectorIdentity {
  /** The only address that answers to this activity may go to. */
  readonly serviceUrl: string;
  /** The channels that the signing key may speak for. */
  readonly endorsements: readonly string[];
  /** The token's `exp`, in seconds since 1970. */
  readonly expires: number;
}

/**
 * How far clocks may be apart, in seconds. The protocol allows 300; the clocks of Teams' hosts and of any machine with a
 * time service are within a few seconds of each other, and every second here is one for which a stolen token lives on.
 */
const tolerance = 60;

/** Longest time from `nbf` to `exp`, in seconds; the channel's tokens live for about an hour. */
const maximumLifetime = 24 * 3600;

/**
 * Believes the Authorization header of a call to the bot (Bot Framework authentication, "Connector to Bot", step 4), with
 * one algorithm, one issuer and one audience, and nothing of the paths for emulators and skills. The activity it came
 * with is not looked at: hold it against the outcome.
 * @param header value of the Authorization header, if any.
 * @throws TokenRefused or InvalidRequest where it is not believed, with the reason for the log.
 * @throws Unavailable where the channel's keys cannot be had.
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
    throw new TokenRefused('of a lifetime no connector token has');
  }
}
