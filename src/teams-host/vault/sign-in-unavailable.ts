import { AppError } from '../../foundation/errors.ts';

/** 503: the authorization server is unreachable or sent an invalid response; a retry may succeed. */
export class SignInUnavailable extends AppError {
  /** What to change, as a sentence to show. */
  readonly remedy: string;

  constructor(why: string, remedy: string, options: { cause?: unknown } = {}) {
    super(503, 'sign_in_unavailable', why, options);
    this.remedy = remedy;
  }
}
