import { decodeJwt } from 'jose';

/**
 * The claims of an access token that is a JWT, to look at only: nothing is verified, and nothing may be decided by them.
 * Undefined for any other token.
 */
export function toDisplayClaims(accessToken: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return decodeJwt(accessToken);
  } catch {
    return undefined;
  }
}
