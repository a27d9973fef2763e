import type { ExtensionApi, OpenRequest } from '../host/extension-api.ts';
import type { Command } from '../host/loaded-app.ts';
import { toParameterCard } from './parameter-card.ts';
import type { TaskPort } from './task.ts';

/** Where an action command is asked: the app brings its dialog, or the command's parameters make one. */
export function toActionPort(
  host: Pick<ExtensionApi, 'open' | 'submit'>,
  appId: string,
  command: Command,
  request: OpenRequest,
): TaskPort {
  return {
    open: command.fetchTask
      ? (state) => host.open(appId, command.id, { ...request, ...(state === undefined ? {} : { state }) })
      : () =>
          Promise.resolve({
            type: 'dialog',
            title: command.title,
            width: 'small',
            height: 'small',
            card: toParameterCard(command),
          }),
    submit: (submission) => host.submit(appId, command.id, { ...request, ...submission }),
  };
}
