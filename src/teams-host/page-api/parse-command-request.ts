import { InvalidRequest, NotFound } from '../../foundation/errors.ts';
import { isJsonObject, member } from '../../foundation/json-value.ts';
import type { Command } from '../app-package/api-extension/command.ts';
import type { AppPackage } from '../app-package/app-package.ts';

const maxValueLength = 4096;

/** @throws NotFound if the package has no such command. */
export function findCommand({ commands }: AppPackage, id: string | undefined): Command {
  const command = commands.find((candidate) => candidate.id === id);
  if (command === undefined) {
    throw new NotFound('The app has no such command.');
  }
  return command;
}

/** Parses `{ parameters: { <name>: <text> } }`. @throws InvalidRequest for anything else, or an unknown parameter. */
export function parseParameterValues(body: unknown, command: Pick<Command, 'parameters'>): ReadonlyMap<string, string> {
  const parameters = member(body, 'parameters');
  if (!isJsonObject(parameters)) {
    throw new InvalidRequest('"parameters" must be an object.', { field: 'parameters' });
  }
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(parameters)) {
    if (!command.parameters.some((parameter) => parameter.name === name)) {
      throw new InvalidRequest('The command has no such parameter.', { field: 'parameters' });
    }
    if (typeof value !== 'string' || value.length > maxValueLength || !value.isWellFormed()) {
      throw new InvalidRequest(`The value must be text of at most ${maxValueLength} characters.`, { field: name });
    }
    values.set(name, value);
  }
  return values;
}
