/** Entry of the worker: runs one task after another. */
import { flushCompileCache } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { TaskReport, TaskRequest } from './task-runner.ts';
import { tasks } from './tasks.ts';

const report = (message: TaskReport): void => {
  process.send?.(message);
};

process.on('message', async ({ name, input }: TaskRequest) => {
  // The time of starting the worker does not count.
  report({ type: 'started' });
  try {
    // The compiler has checked the name with the input in `run`, but it cannot relate the two here.
    const run = tasks[name] as (input: unknown) => Promise<unknown>;
    report({ type: 'done', output: await run(input) });
  } catch (cause) {
    report({ type: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
  }
  // The worker is killed in the end, without writing the cache for the next start.
  flushCompileCache();
});
process.on('disconnect', () => process.exit());

// A thread of its own, because an endless task would keep this one from noticing that the host has been killed.
const endWithParent = `
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 5_000);
`;
new Worker(endWithParent, { eval: true }).unref();
