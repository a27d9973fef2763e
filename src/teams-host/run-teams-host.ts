import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { textMember } from '../foundation/json-value.ts';
import { createLog } from '../foundation/log.ts';
import { reportStartupFault, StartupFault } from '../foundation/startup-fault.ts';
import { JsonFault, parseJson } from '../local/parse-json.ts';
import { loadAppPackage } from './app-package/load-app-package.ts';
import { readArguments } from './read-arguments.ts';
import { demoPeople } from './sessions/demo-people.ts';
import { parsePeople } from './sessions/parse-people.ts';
import { startTeamsHost } from './start-teams-host.ts';
import { parseRegistrations } from './vault/parse-registrations.ts';
import { createCheckPackage } from './worker/check-in-worker.ts';
import { createTaskRunner } from './worker/task-runner.ts';

/** The part of `process` that the host uses. */
export type HostProcess = Pick<NodeJS.Process, 'argv' | 'env' | 'exitCode'> & {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  once(signal: NodeJS.Signals, listener: () => void): unknown;
};

/**
 * Runs the local Teams host on its own, for any app packages, until SIGINT or SIGTERM. A start-up fault is printed on
 * stderr and sets the exit code to 1.
 */
export async function runTeamsHost(process: HostProcess): Promise<void> {
  const now = () => new Date();
  // A start-up fault is printed as a sentence and must not be logged as well.
  let isListening = false;
  const write = (line: string) => isListening && process.stderr.write(line);
  const log = createLog({ level: 'warn', now, write });
  try {
    const options = readArguments(process.argv.slice(2), process.env);
    const { apps: paths, registrations, users, port, dataFolder, reset } = options;
    const [path, ...morePaths] = paths;
    const tasks = createTaskRunner();
    const load = (name: string) => {
      process.stdout.write(`Loading and checking ${name} …\n`);
      return loadAppPackage(name, createCheckPackage(tasks));
    };
    const apps = [await load(path), ...(await Promise.all(morePaths.map(load)))] as const;
    process.stdout.write('Starting the local Teams host …\n');
    const host = await startTeamsHost({
      port,
      portSetting: '--port or TEAMS_HOST_PORT',
      apps,
      tasks,
      registrations: registrations === undefined ? undefined : parseRegistrations(await readJson(registrations)),
      dataFolder,
      reset,
      people: users === undefined ? demoPeople : parsePeople(await readJson(users)),
      log,
      now,
      randomBytes,
    });
    isListening = true;
    // Before the host says that it is ready, because a program may stop it then.
    const stop = () => {
      tasks.close();
      return host.close();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    for (const notice of [...apps.flatMap(({ problems }) => problems), ...host.notices]) {
      process.stdout.write(`${notice}\n`);
    }
    const names = apps.map(({ manifest }) => manifest.name);
    process.stdout.write(
      `${names.join(' and ')} ${names.length === 1 ? 'runs' : 'run'} in the local Teams host: ${host.url}\n`,
    );
    if (apps.some(({ bot, botExtension }) => bot !== undefined || botExtension !== undefined)) {
      const settings = `NODE_USE_ENV_PROXY=1 HTTPS_PROXY=${host.url} NO_PROXY=127.0.0.1,localhost`;
      process.stdout.write(`Settings for a bot: ${settings} NODE_EXTRA_CA_CERTS=${host.certificatePath}\n`);
    }
    // For programs that wait for the host, such as a pipeline.
    process.stdout.write(`${JSON.stringify({ event: 'ready', url: host.url })}\n`);
  } catch (fault) {
    reportStartupFault(fault, process);
  }
}

/** @throws StartupFault; its message never quotes the file, which may contain secrets. */
async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const code = textMember(cause, 'code') ?? 'unknown error';
    throw new StartupFault(`The file ${path} cannot be read (${code}). Name a file that exists.`, { cause });
  }
  try {
    return parseJson(text);
  } catch (cause) {
    throw cause instanceof JsonFault ? new StartupFault(`The file ${path} ${cause.message}`) : cause;
  }
}
