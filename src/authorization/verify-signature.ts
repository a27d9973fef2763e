import { compactVerify, errors } from 'jose';
import type { KeySet } from './key-set.ts';
import type { AccessToken } from './parse-access-token.ts';
import { toTenantIssuer } from './rules.ts';
import { TokenRefused } from './token-refused.ts';

/**
 * Verifies the signature with the issuer's key that the header names, RS256 and nothing else.
 * @throws TokenRefused
 * @throws Unavailable where the issuer's keys cannot be had.
 */
export async function verifySignature({ compact, header, claims }: AccessToken, keys: KeySet): Promise<void> {
  const known = await keys.find(String(header.kid));
  if (known === undefined) {
    throw new TokenRefused('the issuer has no such key');
  }
  // A key set that serves all tenants says for each key whose tokens it signs.
  if (known.issuer !== undefined && toTenantIssuer(known.issuer, String(claims.tid)) !== claims.iss) {
    throw new TokenRefused('signed with a key of another issuer');
  }
  try {
    await compactVerify(compact, known.key, { algorithms: ['RS256'] });
  } catch (error) {
    throw error instanceof errors.JOSEError ? new TokenRefused('the signature is wrong') : error;
  }
}
