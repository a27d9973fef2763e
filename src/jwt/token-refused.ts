/** A token is invalid. The message says why, in fixed words without any part of the token; for the log only. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}
