import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { builtApp, toAppEnvironment } from '../bench/app-environment.ts';
import { fillStorage } from '../bench/fill-storage.ts';
import { startIssuer, type TestIssuer, type TokenOverrides } from '../support/issuer.ts';

/** The built app in a process of its own, with a real issuer, on loopback. */
export interface AttackedApp {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  readonly issuer: TestIssuer;
  readonly started: StartedApp;
  authorization(overrides?: TokenOverrides): string;
  /** Calls the app as a signed-in person. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: TokenOverrides;
}

export interface AttackedAppOptions {
  /** How many repairs the database has; 200 by default. */
  readonly repairs?: number;
  /** An existing data folder, which the caller removes. */
  readonly folder?: string;
}

export async function startAttackedApp({
  repairs = 200,
  folder: given,
}: AttackedAppOptions = {}): Promise<AttackedApp> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'repairs-attack-')));
  await fillStorage(folder, repairs);
  const issuer = await startIssuer();
  const started = startBuiltApp(issuer, folder);
  const url = await started.listening;
  const authorization = (overrides?: TokenOverrides) => `Bearer ${issuer.accessToken(overrides)}`;
  return {
    url,
    port: Number(new URL(url).port),
    folder,
    issuer,
    started,
    authorization,
    call: (method, path, { body, headers = {}, token }: CallOptions = {}) =>
      fetch(url + path, {
        method,
        headers: {
          Authorization: authorization(token),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async close() {
      started.process.kill('SIGTERM');
      await started.exited;
      await issuer.close();
      if (given === undefined) {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

export interface StartedApp {
  readonly process: ChildProcess;
  /** Resolves to the URL. @throws Error with what the app wrote to stderr if it exits before. */
  readonly listening: Promise<string>;
  /** Resolves to the exit code, or to null if a signal ended the process. */
  readonly exited: Promise<number | null>;
  /** Everything written to stderr. */
  faults(): string;
}

const loopbackOnly = new URL('../support/loopback-only.ts', import.meta.url).href;

/** Starts the built app on a data folder. Its log is discarded. */
export function startBuiltApp(issuer: TestIssuer, folder: string): StartedApp {
  const child = spawn(process.execPath, ['--import', loopbackOnly, builtApp], {
    env: { PATH: process.env.PATH, ...toAppEnvironment(issuer, folder) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let faults = '';
  child.stderr.on('data', (chunk: Buffer) => {
    faults += chunk;
  });
  const exited = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  const listening = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('"app: listening"')) {
        resolve((JSON.parse(line) as { url: string }).url);
      }
    });
    void exited.then((code) => reject(new Error(`The app exited with ${code}: ${faults}`)));
  });
  // Whoever waits for the exit only.
  listening.catch(() => {});
  return { process: child, listening, exited, faults: () => faults };
}

export const aNewRepair = { title: 'Oil change', description: 'Drain the old oil.', assignedTo: 'Karin Blair' };

/** Prints a figure of an attack; figures are for people, the tests do not depend on them. */
export const report = (text: string): void => void process.stdout.write(`    ${text}\n`);
