import { createApp } from './app.ts';
import { readConfig } from './config/read-config.ts';
import { createJoinedWrites } from './foundation/joined-writes.ts';
import { createLog, type Log } from './foundation/log.ts';
import { reportStartupFault } from './foundation/startup-fault.ts';
import { toListenFault } from './foundation/to-listen-fault.ts';

/**
 * Runs the app in this process: environment → config → app → listen → drain on SIGTERM or SIGINT. A startup fault is
 * written to stderr and sets the exit code to 1. A second signal ends the process immediately.
 */
export async function runApp(process: NodeJS.Process): Promise<void> {
  const now = () => new Date();
  try {
    const config = readConfig(process.env);
    const { host, port } = config;
    const { write, flush } = createJoinedWrites((lines) => process.stdout.write(lines));
    process.once('exit', flush);
    const log = createLog({ level: config.logLevel, now, write });
    exitOnBugs(process, log);
    const app = await createApp(config, { log, now });
    const { url } = await app.listen().catch((cause: unknown) => {
      throw toListenFault(cause, { host, port, portSetting: 'PORT' });
    });
    const drain = async (signal: string): Promise<void> => {
      log.info('app: draining', { signal });
      await app.close();
      log.info('app: closed');
    };
    process.once('SIGTERM', drain);
    process.once('SIGINT', drain);
    // Now, because a program may stop the app as soon as it reads this.
    log.info('app: listening', { url });
  } catch (fault) {
    reportStartupFault(fault, process);
  }
}

/** An uncaught error leaves the process in an unknown state, so it exits for its supervisor to restart it. */
function exitOnBugs(process: NodeJS.Process, log: Log): void {
  for (const [event, name] of [
    ['uncaughtException', 'process: uncaught exception'],
    ['unhandledRejection', 'process: unhandled rejection'],
  ] as const) {
    process.on(event, (cause: unknown) => {
      log.error(name, { cause });
      process.exit(1);
    });
  }
}
