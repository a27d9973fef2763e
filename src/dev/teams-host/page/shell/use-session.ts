import { useCallback, useEffect, useState } from 'react';
import type { HostApi, Session } from '../host-api.ts';

export interface SessionInUse {
  readonly session: Session | undefined;
  /** Why there is no session, for people. */
  readonly problem: string | undefined;
  /** Asks the host again. */
  reload(): Promise<void>;
}

/** Who sits at this browser, and with which app. */
export function useSession(host: HostApi): SessionInUse {
  const [session, setSession] = useState<Session>();
  const [problem, setProblem] = useState<string>();
  const reload = useCallback(async () => {
    try {
      setSession(await host.session());
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }, [host]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { session, problem, reload };
}
