import { rm } from 'node:fs/promises';
import { StartupFault } from '../../foundation/startup-fault.ts';

/**
 * Removes what earlier runs of the host have saved in these files and folders.
 * @throws StartupFault if something cannot be removed.
 */
export async function resetState(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await rm(path, { recursive: true, force: true }).catch((cause: unknown) => {
      throw new StartupFault(`${path} cannot be removed: let this user remove it, or choose another data folder.`, {
        cause,
      });
    });
  }
}
