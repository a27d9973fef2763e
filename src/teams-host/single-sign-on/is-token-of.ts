import { decodeJwt, errors } from 'jose';
import type { Person } from '../wire/person.ts';

/**
 * Whether a token names this person by `oid`, the id in the directory that Teams uses too, or without it by `sub`. Does
 * not verify the token.
 */
export function isTokenOf({ id }: Person, token: string): boolean {
  try {
    const { oid, sub } = decodeJwt(token);
    return (oid ?? sub) === id;
  } catch (cause) {
    if (cause instanceof errors.JWTInvalid) {
      return false;
    }
    throw cause;
  }
}
