import { InvalidRequest } from '../../foundation/errors.ts';
import type { Command } from '../app-package/api-extension/command.ts';
import { fillParameters } from '../app-package/manifest/command-parameter.ts';
import type { CommandAnswer } from '../wire/answers.ts';
import type { CommandRun } from './command-run.ts';
import { buildApiRequest } from './request/build-api-request.ts';
import type { ApiRequest } from './request/write-api-request.ts';
import { toMessage } from './to-message.ts';

/** Builds the request of a command. @returns a message for the person if a field is missing or invalid. */
export function prepareRequest({
  command,
  values,
  flow,
}: Pick<CommandRun, 'command' | 'values' | 'flow'>): ApiRequest | CommandAnswer {
  try {
    return buildApiRequest(command.operation, fillParameters(command.parameters, values));
  } catch (cause) {
    if (!(cause instanceof InvalidRequest)) {
      throw cause;
    }
    const remedy = 'Fill in the field and run the command again.';
    const failure = { why: cause.message, remedy };
    flow.add({ from: 'Teams host', to: 'Teams host', request: 'Request to the app', ms: 0, failure });
    return toMessage('A field is missing or invalid', withTitle(command, cause), remedy);
  }
}

/** People know a parameter by its title, not by the API's name. */
function withTitle(command: Command, { message, field }: InvalidRequest): string {
  const title = command.parameters.find(({ name }) => name === field)?.title;
  return title === undefined ? message : message.replace(`"${field}"`, `“${title}”`);
}
