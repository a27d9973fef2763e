import { toReasonText } from '../host/host-call.ts';
import { usePage } from './page-context.ts';

/** Returns the function that waits for something the person started, shows its sentence or its error, and fetches the session again. */
export function useAttempt(): (work: Promise<string | undefined>) => void {
  const { notify, reload } = usePage();
  return (work) => {
    work
      .then(
        (text) => text !== undefined && notify(text),
        (error: unknown) => notify(toReasonText(error), 'error'),
      )
      .then(reload);
  };
}
