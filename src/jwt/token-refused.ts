/** An access token is not believed. The message says why, in fixed words without anything of the token: log only. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}
