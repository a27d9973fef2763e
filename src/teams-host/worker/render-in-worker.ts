import { isDeeperThan } from '../../foundation/json-value.ts';
import { RenderingFault } from '../cards/card-template.ts';
import type { RenderResponse } from '../commands/render-results.ts';
import { TaskLimitExceeded, type TaskRunner } from './task-runner.ts';

/** Levels of nesting that can be copied to the worker. */
const maxLevels = 200;

/** Creates the function that renders responses in the worker. It throws RenderingFault also if a limit is exceeded. */
export function createRenderResponse(tasks: Pick<TaskRunner, 'run'>): RenderResponse {
  return async ({ path, source }, response) => {
    if (isDeeperThan(maxLevels, response)) {
      throw new RenderingFault(`The response is nested more than ${maxLevels} levels deep`);
    }
    try {
      const rendered = await tasks.run('render', { source, response });
      if ('fault' in rendered) {
        throw new RenderingFault(rendered.fault);
      }
      return rendered;
    } catch (cause) {
      if (cause instanceof TaskLimitExceeded) {
        throw new RenderingFault(`Filling the template ${path} ${cause.message}, which is the limit of this host`, {
          cause,
        });
      }
      throw cause;
    }
  };
}
