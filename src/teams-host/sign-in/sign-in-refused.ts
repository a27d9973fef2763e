import { AppError } from '../../foundation/errors.ts';
import type { SignInFailure } from './explain-response.ts';

/** A sign-in that may not begin or continue, with what the pop-up shows. */
export class SignInRefused extends AppError {
  readonly failure: SignInFailure;

  constructor(status: number, code: string, failure: SignInFailure) {
    super(status, code, failure.text);
    this.failure = failure;
  }
}
