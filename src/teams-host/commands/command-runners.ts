import type { AppPackage } from '../app-package/app-package.ts';
import { createResultRenderer } from './render-results.ts';
import { type CommandRunnerOptions, createCommandRunner, type RunCommand } from './run-command.ts';

export interface CommandRunnersOptions extends Omit<CommandRunnerOptions, 'appPackage' | 'renderers'> {
  readonly apps: readonly AppPackage[];
}

/** Creates the command runners of several apps. @returns a function that finds the runner of an app by the app's id. */
export function createCommandRunners({ apps, ...options }: CommandRunnersOptions): (appId: string) => RunCommand {
  const runners = new Map(
    apps.map((appPackage) => {
      const renderers = new Map(appPackage.commands.map(({ id, template }) => [id, createResultRenderer(template)]));
      return [appPackage.manifest.id, createCommandRunner({ ...options, appPackage, renderers })];
    }),
  );
  return (appId) => {
    const runner = runners.get(appId);
    if (runner === undefined) {
      throw new Error(`There is no app with the id ${appId}.`);
    }
    return runner;
  };
}
