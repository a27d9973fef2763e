import { toReasonText } from '../host/host-call.ts';
import { usePage } from './page-context.ts';

/** Returns a function that awaits an action, shows its result or error, and reloads the session. */
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
