import { decodeJwt } from 'jose';

/**
 * Decodes the claims of an access token for display. Does not verify the token, so no decision may depend on the
 * claims.
 * @returns undefined if the token is not a JWT.
 */
export function toDisplayClaims(accessToken: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return decodeJwt(accessToken);
  } catch {
    return undefined;
  }
}
