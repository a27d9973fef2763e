import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLog } from '../foundation/log.ts';
import { reportStartupFault, StartupFault } from '../foundation/startup-fault.ts';
import { replaceFile } from '../teams-host/sealed-store/write-file.ts';
import { applicationScope, callerSettings } from './demo-callers.ts';
import { startWorld, type World } from './world.ts';

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
    const dataFolder = resolve(process.env.DATA_FOLDER || 'data');
    const world = await startWorld({
      ports: {
        app: readPort(process.env, 'APP_PORT', 3978),
        teamsHost: readPort(process.env, 'TEAMS_HOST_PORT', 3979),
        authorizationServer: readPort(process.env, 'AUTHORIZATION_SERVER_PORT', 3980),
      },
      dataFolder,
      singleSignOn: process.env.BOT_SSO === 'on',
      callers: Object.fromEntries(callerSettings.map((name) => [name, process.env[name]])),
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
        ...(await saveDemoApplication(world, dataFolder, process.env.API_CALLERS)),
        '  Press Ctrl+C to stop.',
        '',
        '',
      ].join('\n'),
    );
  } catch (fault) {
    reportStartupFault(fault, process);
  }
}

/**
 * Saves the credentials of the demo application, which are valid as long as this world runs, if it may call the API.
 * @returns lines to print, which name the file.
 */
async function saveDemoApplication(
  { callers: { application }, endpoints }: World,
  folder: string,
  kinds: string | undefined,
): Promise<readonly string[]> {
  if (!kinds?.split(',').some((kind) => kind.trim() === 'application')) {
    return [];
  }
  const file = join(folder, 'demo-application.json');
  const credentials = {
    client_id: application.clientId,
    client_secret: application.clientSecret,
    scope: applicationScope(application),
    token_endpoint: endpoints.token,
  };
  // Only its owner can read the file.
  await replaceFile(file, Buffer.from(JSON.stringify(credentials, undefined, 2)));
  return [`  Demo application      ${file} has its credentials`];
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
