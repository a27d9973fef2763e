import { useCallback, useEffect, useRef, useState } from 'react';
import type { SessionView } from '../../wire/session.ts';
import { removeForeignDrafts } from '../compose/saved-draft.ts';
import type { HostApi } from '../host/host-api.ts';
import { HostFault, toReasonText } from '../host/host-call.ts';
import { loadAgain } from './load-again.ts';

export interface SessionInUse {
  readonly session: SessionView | undefined;
  /** Why there is no session, as a sentence. */
  readonly problem: string | undefined;
  /** Fetches the session again. */
  reload(): Promise<void>;
}

/**
 * Loads the session of this browser. Loads the whole page again if the host does not know the session, because a new one
 * comes with the page, or if the host has another version of the page.
 */
export function useSession(host: Pick<HostApi, 'session'>): SessionInUse {
  const [session, setSession] = useState<SessionView>();
  const [problem, setProblem] = useState<string>();
  const pageVersion = useRef<string>(undefined);
  const reload = useCallback(async () => {
    try {
      const next = await host.session();
      pageVersion.current ??= next.pageVersion;
      if (pageVersion.current !== next.pageVersion && loadAgain('The local Teams host has a new version.')) {
        return;
      }
      removeForeignDrafts(() => localStorage, next.stateId);
      setSession(next);
      setProblem(undefined);
    } catch (error) {
      const isUnknown = error instanceof HostFault && error.status === 401;
      if (
        !isUnknown ||
        !loadAgain('The local Teams host did not know this browser any more, so the page was loaded again.')
      ) {
        setProblem(toReasonText(error));
      }
    }
  }, [host]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { session, problem, reload };
}
