import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartupFault } from '../../startup-fault.ts';

export interface TeamsHostArguments {
  /** Absolute path of the app package. */
  readonly app: string;
  /** Absolute path of the registrations file. */
  readonly registrations: string | undefined;
  /** Absolute path of the file of people, where the demo people are not wanted. */
  readonly users: string | undefined;
  readonly port: number;
  /** Absolute path. */
  readonly dataFolder: string;
}

export const usage =
  'Usage: npm run teams-host -- --app <folder or zip> [--registrations <file>] [--users <file>] [--port <number>] [--data <folder>]';

const names = { app: {}, registrations: {}, users: {}, port: {}, data: {} };

/**
 * Reads the command line.
 * @param env gives the port where the command line does not: TEAMS_HOST_PORT, else 3979.
 * @throws StartupFault
 */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): TeamsHostArguments {
  const values = parse(args);
  if (!values.app) {
    throw new StartupFault(`Name the app package with --app. ${usage}`);
  }
  const port = values.port ?? env.TEAMS_HOST_PORT ?? '3979';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StartupFault('The port must be a number from 0 to 65535. Correct --port or TEAMS_HOST_PORT.');
  }
  return {
    app: resolve(values.app),
    registrations: values.registrations === undefined ? undefined : resolve(values.registrations),
    users: values.users === undefined ? undefined : resolve(values.users),
    port: Number(port),
    dataFolder: resolve(values.data ?? 'data/teams-host'),
  };
}

function parse(args: readonly string[]): { [name in keyof typeof names]?: string } {
  const options = Object.fromEntries(Object.keys(names).map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    throw new StartupFault(`The command line is not understood. ${usage}`, { cause });
  }
}
