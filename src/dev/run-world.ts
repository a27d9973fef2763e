import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLog } from '../foundation/log.ts';
import { reportStartupFault, StartupFault } from '../foundation/startup-fault.ts';
import { startWorld } from './world.ts';

/**
 * Runs the local world in this process until SIGINT or SIGTERM. If it cannot start, prints the reason on stderr and
 * sets the exit code to 1.
 */
export async function runWorld(process: NodeJS.Process): Promise<void> {
  const now = () => new Date();
  const log = createLog({ level: 'warn', now, write: (line) => process.stderr.write(line) });
  try {
    const reset = readReset(process.argv.slice(2));
    process.stdout.write('Loading the app packages, the local Teams host, the authorization server and the app …\n');
    const world = await startWorld({
      ports: {
        app: readPort(process.env, 'APP_PORT', 3978),
        teamsHost: readPort(process.env, 'TEAMS_HOST_PORT', 3979),
        authorizationServer: readPort(process.env, 'AUTHORIZATION_SERVER_PORT', 3980),
      },
      dataFolder: resolve(process.env.DATA_FOLDER || 'data'),
      singleSignOn: process.env.BOT_SSO === 'on',
      reset,
      log,
      now,
    });
    const stop = () => world.close();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    process.stdout.write(
      [
        '',
        ...world.notices.map((notice) => `  ${notice}\n`),
        `  Open ${world.teamsHostUrl} in a browser: Repairs in a local Teams.`,
        '',
        `  Repairs API           ${world.appUrl}/api/repairs`,
        `  Authorization server  ${world.authorizationServerUrl}`,
        '  Press Ctrl+C to stop.',
        '',
        '',
      ].join('\n'),
    );
  } catch (fault) {
    reportStartupFault(fault, process);
  }
}

/** @throws StartupFault for any argument except `--reset`. */
function readReset(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { reset: { type: 'boolean' } } }).values.reset === true;
  } catch (cause) {
    throw new StartupFault('The command line is invalid. Usage: npm run dev [-- --reset]', { cause });
  }
}

function readPort(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name]?.trim() || String(fallback);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw new StartupFault(`${name} is malformed: set it to a port number from 1 to 65535.`);
  }
  return port;
}
