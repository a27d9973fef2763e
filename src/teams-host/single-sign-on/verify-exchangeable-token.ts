import type { Log } from '../../foundation/log.ts';
import { fetchJson } from '../../jwt/fetch-json.ts';
import { createKeySet } from '../../jwt/key-set.ts';
import { parseNumericDate } from '../../jwt/numeric-date.ts';
import { parseJwt } from '../../jwt/parse-jwt.ts';
import { parseKeySet } from '../../jwt/parse-key-set.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import { verifyJws } from '../../jwt/verify-jws.ts';
import { verifyJwsHeader } from '../../jwt/verify-jws-header.ts';
import type { SingleSignOnRegistration } from '../vault/registration.ts';
import type { Person } from '../wire/person.ts';
import { isTokenOf } from './is-token-of.ts';

/**
 * Verifies a token that a bot wants to exchange: signature, issuer, audience, times and person.
 * @throws TokenRefused with the reason.
 * @throws Unavailable if the keys of the issuer cannot be fetched.
 */
export type VerifyExchangeableToken = (token: string, user: Person) => Promise<void>;

export interface VerifierOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly log: Log;
}

/** Milliseconds and bytes for the keys of the issuer. */
const keySetLimits = { timeout: 3_000, maximumBytes: 256 * 1024 };

export function createExchangeVerifier(
  { issuer, resource, jwksUri }: SingleSignOnRegistration,
  { fetch, now, log }: VerifierOptions,
): VerifyExchangeableToken {
  const load = async () => parseKeySet(await fetchJson(jwksUri, { fetch, ...keySetLimits }));
  const keys = createKeySet({ load, now, log });
  return async (token, user) => {
    const jwt = parseJwt(token);
    verifyJwsHeader(jwt);
    const { iss, aud } = jwt.claims;
    if (iss !== issuer) {
      throw new TokenRefused('its issuer is another');
    }
    if (aud !== resource) {
      throw new TokenRefused('it is for another application ID URI');
    }
    const seconds = now().getTime() / 1000;
    const notBefore = Object.hasOwn(jwt.claims, 'nbf') ? parseNumericDate(jwt.claims, 'nbf') : 0;
    if (seconds >= parseNumericDate(jwt.claims, 'exp') || seconds < notBefore) {
      throw new TokenRefused('it has expired or is not valid yet');
    }
    if (!isTokenOf(user, token)) {
      throw new TokenRefused('it is of another person');
    }
    const key = await keys.find(String(jwt.header.kid));
    if (key === undefined) {
      throw new TokenRefused('its key is unknown');
    }
    await verifyJws(jwt, key.key);
  };
}
