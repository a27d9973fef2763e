import { isDeeperThan } from '../../foundation/json-value.ts';
import { type ReadResponseOf, UnreadableResponse } from '../agents/show-response.ts';
import { toExactJson } from '../app-package/files/exact-number.ts';
import { withoutSecrets } from '../flow/without-secrets.ts';
import { TaskLimitExceeded, type TaskRunner } from './task-runner.ts';

/** Levels of nesting that the recursion of the worker bears. */
const maxLevels = 200;

/** Creates the function that reads responses in the worker. It throws UnreadableResponse if a limit is exceeded. */
export function createReadResponse(tasks: Pick<TaskRunner, 'run'>): ReadResponseOf {
  return async (value, { secrets, ...rest }) => {
    if (isDeeperThan(maxLevels, value)) {
      throw new UnreadableResponse(`The response is nested more than ${maxLevels} levels deep.`);
    }
    try {
      // Before anything is cut, which would leave a part of a secret.
      const json = value === undefined ? undefined : withoutSecrets(toExactJson(value), secrets.map(inJson));
      return await tasks.run('readResponse', { json, ...rest });
    } catch (cause) {
      if (cause instanceof TaskLimitExceeded) {
        throw new UnreadableResponse(`Reading the response ${cause.message}, which is the limit of this host.`, {
          cause,
        });
      }
      throw cause;
    }
  };
}

/** Returns a text as JSON has it inside of quotes. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
