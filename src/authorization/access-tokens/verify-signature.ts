import type { KeySet } from '../../jwt/key-set.ts';
import type { Jwt } from '../../jwt/parse-jwt.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import { verifyJws } from '../../jwt/verify-jws.ts';
import { toTenantIssuer } from './token-rules.ts';

/**
 * Verifies the RS256 signature with the issuer's key that the header names.
 * @throws TokenRefused
 * @throws Unavailable if the issuer's keys cannot be fetched.
 */
export async function verifySignature(token: Jwt, keys: KeySet): Promise<void> {
  const { header, claims } = token;
  const known = await keys.find(String(header.kid));
  if (known === undefined) {
    throw new TokenRefused('the issuer has no such key');
  }
  // A key set for all tenants names the issuer of each key.
  if (known.issuer !== undefined && toTenantIssuer(known.issuer, String(claims.tid)) !== claims.iss) {
    throw new TokenRefused('signed with a key of another issuer');
  }
  await verifyJws(token, known.key);
}
