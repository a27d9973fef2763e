import { ConstantBackoff, handleType, retry } from 'cockatiel';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { type FolderLock, lockFolder } from '../../local/lock-folder.ts';

/** How often to try again to get the lock. */
export interface Patience {
  readonly retries: number;
  /** Milliseconds between two attempts. */
  readonly pauseMs: number;
}

/** A change takes less than a second. */
const fiveSeconds: Patience = { retries: 100, pauseMs: 50 };

/**
 * Runs an action while no other program changes the registrations in this folder, or creates it. The lock is not that
 * of a running host, which holds the folder above for as long as it runs.
 * @param folder of the vault.
 * @throws StartupFault if another program holds the lock until the last attempt, after five seconds by default.
 */
export async function withLockedRegistrations<Result>(
  folder: string,
  act: () => Promise<Result>,
  patience: Patience = fiveSeconds,
): Promise<Result> {
  const lock = await awaitLock(folder, patience);
  try {
    return await act();
  } finally {
    await lock.release();
  }
}

async function awaitLock(folder: string, { retries, pauseMs }: Patience): Promise<FolderLock> {
  const policy = retry(handleType(StartupFault), { maxAttempts: retries, backoff: new ConstantBackoff(pauseMs) });
  return policy
    .execute(() => lockFolder(folder))
    .catch((cause: unknown) => {
      const remedy = 'wait until it has ended, then try again';
      throw cause instanceof StartupFault
        ? new StartupFault(`Another program changes the registrations in ${folder}: ${remedy}.`, { cause })
        : cause;
    });
}
