import { AppError } from '../../src/foundation/errors.ts';

/** What a call throws for people; anything else fails the test. */
export async function faultOf(call: Promise<unknown>): Promise<AppError> {
  const outcome = await call.then(
    () => new Error('The call went through.'),
    (fault: unknown) => fault,
  );
  if (outcome instanceof AppError) {
    return outcome;
  }
  throw outcome;
}
