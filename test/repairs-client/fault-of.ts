import { AppError } from '../../src/foundation/errors.ts';

/** Returns the AppError that a call rejects with; any other outcome fails the test. */
export async function faultOf(call: Promise<unknown>): Promise<AppError> {
  const outcome = await call.then(
    () => new Error('The call succeeded.'),
    (fault: unknown) => fault,
  );
  if (outcome instanceof AppError) {
    return outcome;
  }
  throw outcome;
}
