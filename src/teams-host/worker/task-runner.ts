import { type ChildProcess, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { TaskTable } from './tasks.ts';

export type TaskName = keyof TaskTable;

export interface TaskRequest {
  readonly name: TaskName;
  readonly input: unknown;
}

/** A message of the worker about its current task. */
export type TaskReport =
  | { readonly type: 'started' }
  | { readonly type: 'done'; readonly output: unknown }
  | { readonly type: 'failed'; readonly message: string };

/** Runs tasks in one worker, one after another. */
export interface TaskRunner {
  /**
   * @throws TaskLimitExceeded if the task takes too long or too much memory; the worker is then replaced.
   * @throws Error with the message of the one that the task has thrown.
   */
  run<Name extends TaskName>(name: Name, input: Parameters<TaskTable[Name]>[0]): ReturnType<TaskTable[Name]>;
  /** Ends the worker, and rejects what it has not finished. */
  close(): void;
}

/** A limit that a task has exceeded; the message is a verb phrase, for example "takes longer than 5 seconds". */
export class TaskLimitExceeded extends Error {}

export interface TaskRunnerOptions {
  /** How long each task may take, in milliseconds. */
  readonly deadlines?: Partial<Readonly<Record<TaskName, number>>>;
  /** Memory of the worker in megabytes. */
  readonly memory?: number;
  /** Calls `end` after a time in milliseconds. @returns a function that prevents it. */
  readonly schedule?: (end: () => void, time: number) => () => void;
}

/** Teams itself waits five seconds for the results of a command. */
const usualDeadlines: Readonly<Record<TaskName, number>> = {
  checkPackage: 30_000,
  render: 5_000,
  readResponse: 10_000,
  match: 1_000,
};

interface Job extends TaskRequest {
  resolve(output: unknown): void;
  reject(cause: Error): void;
}

/**
 * Creates the runner. The worker starts with the first task, and keeps the host running only while it has tasks. It is a
 * process, because a thread that runs out of memory can end the whole process.
 */
export function createTaskRunner(options: TaskRunnerOptions = {}): TaskRunner {
  const { deadlines, memory = 1024, schedule = setTimer } = options;
  const limits = { ...usualDeadlines, ...deadlines };
  const waiting: Job[] = [];
  let current: Job | undefined;
  let worker: ChildProcess | undefined;
  let unschedule: (() => void) | undefined;
  let isClosed = false;

  function startNext(): void {
    if (current !== undefined) {
      return;
    }
    current = waiting.shift();
    if (current === undefined) {
      worker?.unref();
      worker?.channel?.unref();
      return;
    }
    const { name, input } = current;
    worker ??= startWorker();
    worker.ref();
    worker.channel?.ref();
    try {
      worker.send({ name, input } satisfies TaskRequest);
    } catch (cause) {
      // The input cannot be copied, for example because it is nested too deeply.
      finish((job) => job.reject(cause instanceof Error ? cause : new Error(String(cause))));
    }
  }

  function finish(settle: (job: Job) => void): void {
    unschedule?.();
    unschedule = undefined;
    const job = current;
    current = undefined;
    if (job !== undefined) {
      settle(job);
    }
    startNext();
  }

  /** Ends the worker with its current task; the next task starts another one. */
  function abandon(cause: Error): void {
    worker?.kill('SIGKILL');
    worker = undefined;
    finish((job) => job.reject(cause));
  }

  function startWorker(): ChildProcess {
    const compileCache = getCompileCacheDir();
    const created = fork(workerFile(), {
      // Nothing else in the environment concerns a package.
      env: compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache },
      execArgv: [`--max-old-space-size=${memory}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const ofThis = (handle: () => void): void => {
      if (created === worker) {
        handle();
      }
    };
    const onReport = (report: TaskReport): void => {
      switch (report.type) {
        case 'started': {
          const limit = current === undefined ? 0 : limits[current.name];
          const exceeded = new TaskLimitExceeded(
            `takes longer than ${limit / 1000} second${limit === 1000 ? '' : 's'}`,
          );
          unschedule = schedule(() => abandon(exceeded), limit);
          break;
        }
        case 'done':
          finish((job) => job.resolve(report.output));
          break;
        case 'failed':
          finish((job) => job.reject(new Error(report.message)));
      }
    };
    created.on('message', (report: TaskReport) => ofThis(() => onReport(report)));
    created.on('error', (cause) => ofThis(() => abandon(cause)));
    // A process without memory aborts, by a signal or with the code that stands for it.
    created.on('exit', (code, signal) =>
      ofThis(() =>
        abandon(
          signal !== null || code === 134
            ? new TaskLimitExceeded(`needs more than ${memory} MB of memory`)
            : new Error(`The worker has ended with code ${code}.`),
        ),
      ),
    );
    return created;
  }

  return {
    run: (name, input) =>
      // The worker answers with the output of this task.
      new Promise<unknown>((resolve, reject) => {
        if (isClosed) {
          reject(new Error('The host is stopping.'));
          return;
        }
        waiting.push({ name, input, resolve, reject });
        startNext();
      }) as ReturnType<TaskTable[typeof name]>,
    close() {
      isClosed = true;
      const cause = new Error('The host is stopping.');
      for (const job of waiting.splice(0)) {
        job.reject(cause);
      }
      abandon(cause);
    },
  };
}

function setTimer(end: () => void, time: number): () => void {
  const timer = setTimeout(end, time);
  return () => clearTimeout(timer);
}

/** The entry of the worker, beside this file: TypeScript in the sources, JavaScript in the packed host. */
function workerFile(): string {
  return fileURLToPath(new URL(`./task-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url));
}
