import { useCallback, useEffect, useState } from 'react';
import type { SessionView } from '../../wire/session.ts';
import type { HostApi } from '../host/host-api.ts';
import { toReasonText } from '../host/host-call.ts';

export interface SessionInUse {
  readonly session: SessionView | undefined;
  /** Why there is no session, as a sentence. */
  readonly problem: string | undefined;
  /** Fetches the session again. */
  reload(): Promise<void>;
}

/** Loads the session of this browser. */
export function useSession(host: HostApi): SessionInUse {
  const [session, setSession] = useState<SessionView>();
  const [problem, setProblem] = useState<string>();
  const reload = useCallback(async () => {
    try {
      setSession(await host.session());
      setProblem(undefined);
    } catch (error) {
      setProblem(toReasonText(error));
    }
  }, [host]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { session, problem, reload };
}
