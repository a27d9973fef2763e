import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const root = new URL('../../', import.meta.url);

export interface RunningCommand {
  /** What it has written so far, to both of its outputs. */
  output(): string;
  /** Resolves as soon as the pattern is in its output. @throws Error when it ends before. */
  shows(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends SIGTERM to all of it, as a terminal does. */
  stop(): void;
  readonly exited: Promise<number | null>;
}

/** Runs a command line in a process group of its own. @param folder the project's if absent. */
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
    shows: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match !== null) {
            listeners.delete(look);
            resolve(match);
          }
        };
        listeners.add(look);
        look();
        void exited.then(() => reject(new Error(`${line} ended without ${pattern}:\n${output}`)));
      }),
    stop: () => {
      if (child.pid !== undefined) {
        process.kill(-child.pid, 'SIGTERM');
      }
    },
    exited,
  };
}
