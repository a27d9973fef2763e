import { StartupFault } from '../../foundation/startup-fault.ts';
import type { CheckedPackage } from '../app-package/load-app-package.ts';
import { TaskLimitExceeded, type TaskRunner } from './task-runner.ts';

/** Creates the function that checks an app package in the worker. It throws StartupFault if a limit is exceeded. */
export function createCheckPackage(tasks: Pick<TaskRunner, 'run'>): (path: string) => Promise<CheckedPackage> {
  return async (path) => {
    try {
      return await tasks.run('checkPackage', path);
    } catch (cause) {
      if (cause instanceof TaskLimitExceeded) {
        const why = `Checking it ${cause.message}, which is the limit of this host.`;
        throw new StartupFault(`The app package ${path} cannot be used: ${why} Make its documents smaller.`, { cause });
      }
      if (cause instanceof Error && /call stack/.test(cause.message)) {
        const why = 'One of its documents is nested too deeply. Make it smaller.';
        throw new StartupFault(`The app package ${path} cannot be used: ${why}`, { cause });
      }
      throw cause;
    }
  };
}
