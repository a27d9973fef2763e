import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartupFault } from '../foundation/startup-fault.ts';

export interface TeamsHostArguments {
  /** Absolute paths of the app packages. */
  readonly apps: readonly [string, ...string[]];
  /** Absolute path of the registrations file. */
  readonly registrations: string | undefined;
  /** Absolute path of the users file, which replaces the demo people. */
  readonly users: string | undefined;
  readonly port: number;
  /** Absolute path. */
  readonly dataFolder: string;
  /** Whether to remove what earlier runs have saved in the data folder. */
  readonly reset: boolean;
}

/** Relative to the current folder. */
export const defaultDataFolder = 'data/teams-host';

const usage =
  'Usage: npm run teams-host -- --app <folder or zip> [--app <another>] [--registrations <file>] [--users <file>] [--port <number>] [--data <folder>] [--reset]';

const single = { registrations: {}, users: {}, port: {}, data: {} };

/**
 * Parses the command line.
 * @param env environment; its TEAMS_HOST_PORT is the default of `--port`, or else 3979.
 * @throws StartupFault for an invalid command line or port, or without an app package.
 */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): TeamsHostArguments {
  const values = parse(args);
  const [app, ...more] = (values.app ?? []).map((path) => path && resolve(path));
  if (!app || more.includes('')) {
    throw new StartupFault(`Name the app package with --app. ${usage}`);
  }
  const port = values.port ?? env.TEAMS_HOST_PORT ?? '3979';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StartupFault('The port must be a number from 0 to 65535. Correct --port or TEAMS_HOST_PORT.');
  }
  return {
    apps: [app, ...more],
    registrations: values.registrations === undefined ? undefined : resolve(values.registrations),
    users: values.users === undefined ? undefined : resolve(values.users),
    port: Number(port),
    dataFolder: resolve(values.data ?? defaultDataFolder),
    reset: values.reset ?? false,
  };
}

function parse(args: readonly string[]): { readonly app?: readonly string[]; readonly reset?: boolean } & {
  readonly [name in keyof typeof single]?: string;
} {
  const options = {
    ...Object.fromEntries(Object.keys(single).map((name) => [name, { type: 'string' as const }])),
    app: { type: 'string' as const, multiple: true as const },
    reset: { type: 'boolean' as const },
  };
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    throw new StartupFault(`The command line is invalid. ${usage}`, { cause });
  }
}
