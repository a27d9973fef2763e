import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

export interface RunningMain {
  readonly process: ChildProcess;
  /** Everything written to stdout so far. */
  readonly output: () => string;
  /** Everything written to stderr so far. */
  readonly faults: () => string;
  /** Resolves to the exit code, or null after a signal. */
  readonly exited: Promise<number | null>;
  /** Resolves to the URL of the app once it is listening. */
  readonly listening: Promise<string>;
}

const loopbackOnly = new URL('loopback-only.ts', import.meta.url).href;

/** Runs an entry file in a separate process, with only these settings and PATH in its environment. */
export function runMain(
  entry: string,
  env: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
  args: readonly string[] = [],
): RunningMain {
  const child = spawn(process.execPath, ['--import', loopbackOnly, ...nodeOptions, entry, ...args], {
    env: { PATH: process.env.PATH, ...env },
    cwd: tmpdir(),
  });
  let output = '';
  let faults = '';
  const listening = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      const line = output.split('\n').find((candidate) => candidate.includes('"app: listening"'));
      if (line?.endsWith('}')) {
        resolve((JSON.parse(line) as { url: string }).url);
      }
    });
  });
  child.stderr.on('data', (chunk: Buffer) => {
    faults += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { process: child, output: () => output, faults: () => faults, exited, listening };
}
