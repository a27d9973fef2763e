import { AppError } from '../../foundation/errors.ts';
import type { SignInFailure } from './explain-response.ts';

/** Thrown if a sign-in must not begin or continue, with the explanation that the pop-up shows. */
export class SignInRefused extends AppError {
  readonly failure: SignInFailure;

  constructor(status: number, code: string, failure: SignInFailure) {
    super(status, code, failure.text);
    this.failure = failure;
  }
}
