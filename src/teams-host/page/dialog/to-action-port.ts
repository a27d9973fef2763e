import type { Command } from '../../wire/loaded-app.ts';
import type { ActionRequest } from '../../wire/requests.ts';
import type { HostApi } from '../host/host-api.ts';
import { toParameterCard } from './parameter-card.ts';
import type { TaskPort } from './task.ts';

/** Returns the requests of an action command. If the app provides no dialog, the parameters are shown as a form. */
export function toActionPort(
  host: Pick<HostApi, 'open' | 'submit'>,
  appId: string,
  command: Command,
  request: ActionRequest,
): TaskPort {
  return {
    open: command.hasDialog
      ? (state) => host.open(appId, command.id, { ...request, state })
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
