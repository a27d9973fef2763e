import { Unavailable } from '../../foundation/errors.ts';

/** Pause that a caller is asked for, in seconds. */
const retryAfter = 5;

/** Why the authorization server gave no usable answer. Says nothing about the token. */
export class IntrospectionFault extends Error {
  override readonly name = 'IntrospectionFault';
  /** Whether the server refused the API's own client, which is a fault of the settings. */
  readonly isClientRefused: boolean;

  /** @param message fixed words without any part of the answer; for the log only. */
  constructor(
    message: string,
    { isClientRefused = false, ...options }: ErrorOptions & { isClientRefused?: boolean } = {},
  ) {
    super(message, options);
    this.isClientRefused = isClientRefused;
  }
}

/** Returns what the caller is told: nothing about the token is known. */
export function toUnavailable(cause: unknown): Unavailable {
  return new Unavailable('Access tokens cannot be verified at the moment. Try again in a few seconds.', {
    detail: 'the token could not be introspected',
    cause,
    headers: { 'Retry-After': String(retryAfter) },
  });
}
