import { createApp } from './app.ts';
import { readConfig } from './config/read-config.ts';
import { createJoinedWrites } from './foundation/joined-writes.ts';
import { createLog, type Log } from './foundation/log.ts';
import { tellStartupFault } from './foundation/startup-fault.ts';

/**
 * Runs the app in this process: environment → config → app → listening → drained on SIGTERM or SIGINT. What keeps it
 * from starting is told on stderr in sentences, and the exit code is 1. A second signal ends it at once.
 */
export async function runApp(process: NodeJS.Process): Promise<void> {
  const now = () => new Date();
  try {
    const config = readConfig(process.env);
    const { write, flush } = createJoinedWrites((lines) => process.stdout.write(lines));
    process.once('exit', flush);
    const log = createLog({ level: config.logLevel, now, write });
    exitOnBugs(process, log);
    const app = await createApp(config, { log, now });
    const { url } = await app.listen();
    log.info('listening', { url });
    const drain = async (signal: string): Promise<void> => {
      log.info('draining', { signal });
      await app.close();
      log.info('closed');
    };
    process.once('SIGTERM', drain);
    process.once('SIGINT', drain);
  } catch (fault) {
    tellStartupFault(fault, process);
  }
}

/** After a bug nobody caught, the state is anybody's guess: better a restart. */
function exitOnBugs(process: NodeJS.Process, log: Log): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (cause: unknown) => {
      log.error(event, { cause });
      process.exit(1);
    });
  }
}
