import { decodeJwt } from 'jose';

/**
 * Decodes the claims of an access token for display. Nothing is verified, so nothing may be decided by them. Undefined for a
 * token that is not a JWT.
 */
export function toDisplayClaims(accessToken: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return decodeJwt(accessToken);
  } catch {
    return undefined;
  }
}
