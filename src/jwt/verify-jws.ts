import { type CryptoKey, compactVerify, errors } from 'jose';
import type { Jwt } from './parse-jwt.ts';
import { TokenRefused } from './token-refused.ts';

/**
 * Verifies the RS256 signature of a token. Does not check claims.
 * @throws TokenRefused
 */
export async function verifyJws({ compact }: Jwt, key: CryptoKey): Promise<void> {
  try {
    await compactVerify(compact, key, { algorithms: ['RS256'] });
  } catch (error) {
    throw error instanceof errors.JOSEError ? new TokenRefused('the signature is wrong') : error;
  }
}
