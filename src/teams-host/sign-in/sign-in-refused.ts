import { AppError } from '../../foundation/errors.ts';
import type { SignInFailure } from './explain-response.ts';

/** A sign-in that may not begin or go on; what the person in the pop-up is told. */
export class SignInRefused extends AppError {
  readonly failure: SignInFailure;

  constructor(status: number, code: string, failure: SignInFailure) {
    super(status, code, failure.text);
    this.failure = failure;
  }
}
