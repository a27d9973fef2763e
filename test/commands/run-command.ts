import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const root = new URL('../../', import.meta.url);

export interface RunningCommand {
  /** Everything written to stdout and stderr so far. */
  output(): string;
  /** Resolves as soon as the output matches. @throws Error if the command exits first. */
  waitForOutput(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends SIGTERM to the whole process group. */
  stop(): void;
  readonly exited: Promise<number | null>;
}

/** Runs a command line in its own process group. @param folder the project folder by default */
export function runCommand(
  line: string,
  env: Readonly<Record<string, string>> = {},
  folder = fileURLToPath(root),
): RunningCommand {
  const child = spawn('bash', ['-c', line], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
      for (const listener of listeners) {
        listener();
      }
    });
  }
  const exited = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  return {
    output: () => output,
    waitForOutput: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const match = pattern.exec(output);
          if (match !== null) {
            listeners.delete(check);
            resolve(match);
          }
        };
        listeners.add(check);
        check();
        void exited.then(() => reject(new Error(`${line} exited before its output matched ${pattern}:\n${output}`)));
      }),
    stop: () => {
      if (child.pid !== undefined) {
        process.kill(-child.pid, 'SIGTERM');
      }
    },
    exited,
  };
}
