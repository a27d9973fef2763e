import { AppError } from '../errors.ts';
import type { MessageAnswer } from './command-context.ts';

/**
 * Does the work, and tells what kept it from being done in a sentence, as people can do something about it: they typed it,
 * or the API said so. Lets a 401 through, which becomes a sign-in, and everything that is no AppError.
 */
export async function tellFaults<Answer>(work: () => Promise<Answer>): Promise<Answer | MessageAnswer> {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof AppError) || fault.status === 401) {
      throw fault;
    }
    return { kind: 'message', text: fault.message };
  }
}
