import { AppError, type AppErrorOptions } from '../foundation/errors.ts';

/** 401: there is no access token, or it is no longer good; only the person can help, by signing in. */
export class SignInNeeded extends AppError {
  constructor(options?: AppErrorOptions) {
    super(401, 'sign_in_needed', 'Your sign-in is no longer valid. Sign in again.', options);
  }
}
