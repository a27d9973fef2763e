import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface StartedProcess {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a Node.js program as a child process, so that it does not share its thread with the measurement, and waits for
 * an output line with `"url":"…"`. Further output is discarded.
 */
export async function startProcess(
  file: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<StartedProcess> {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await findUrl(child);
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function findUrl({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) {
    throw new Error('The process has no output.');
  }
  for await (const line of createInterface({ input: stdout })) {
    const url = /"url":"([^"]+)"/.exec(line)?.[1];
    if (url !== undefined) {
      stdout.resume();
      return url;
    }
  }
  throw new Error('The process exited before it printed its URL.');
}
