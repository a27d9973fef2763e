import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Claims } from './claims.ts';

/**
 * Parses the claim `roles` (RFC 9068 section 2.2.3.1).
 * @returns no roles if the claim is missing.
 * @throws TokenRefused if it is not an array of strings.
 */
export function parseRoles({ claims }: Claims): ReadonlySet<string> {
  if (!Object.hasOwn(claims, 'roles')) {
    return new Set();
  }
  const { roles } = claims;
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) {
    throw new TokenRefused('roles is not a list of roles');
  }
  return new Set(roles);
}
