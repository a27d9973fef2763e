import { setTimeout } from 'node:timers/promises';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { type FolderLock, lockFolder } from '../../local/lock-folder.ts';

/** How often to try to get the lock. */
export interface Patience {
  readonly attempts: number;
  /** Milliseconds between two attempts. */
  readonly pauseMs: number;
}

/** A change takes less than a second. */
const fiveSeconds: Patience = { attempts: 100, pauseMs: 50 };

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

async function awaitLock(folder: string, { attempts, pauseMs }: Patience): Promise<FolderLock> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await lockFolder(folder);
    } catch (cause) {
      if (!(cause instanceof StartupFault) || attempt >= attempts) {
        const remedy = 'wait until it has ended, then try again';
        throw new StartupFault(`Another program changes the registrations in ${folder}: ${remedy}.`, { cause });
      }
      await setTimeout(pauseMs);
    }
  }
}
