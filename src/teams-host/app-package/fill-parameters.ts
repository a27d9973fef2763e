import type { CommandParameter } from './app-package.ts';

/**
 * What each parameter of a command is run with, in the order of the manifest.
 * @param values what the fields hold, by name: empty where one was cleared; where it is absent, what it holds at first.
 */
export function fillParameters(
  parameters: readonly CommandParameter[],
  values: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map(parameters.map(({ name, value = '' }) => [name, values.get(name) ?? value]));
}
