import { AppError, type AppErrorOptions } from '../foundation/errors.ts';

/** 401: there is no valid access token; the person has to sign in. */
export class SignInNeeded extends AppError {
  constructor(options?: AppErrorOptions) {
    super(401, 'sign_in_needed', 'Your sign-in is no longer valid. Sign in again.', options);
  }
}
