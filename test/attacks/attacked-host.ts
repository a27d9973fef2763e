import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { type PackageOverrides, somePackageFiles } from '../support/an-app-package.ts';
import { type RunningMain, runMain } from '../support/run-main.ts';
import { type ScriptedApi, startScriptedApi } from '../support/scripted-api.ts';
import { type HostPage, openHostPage } from '../support/start-teams-host.ts';
import { waitUntil } from '../support/wait-until.ts';

/** The local Teams host in a process of its own, with a package and an API on loopback. */
export interface AttackedHost {
  readonly url: string;
  readonly port: number;
  readonly api: ScriptedApi;
  readonly page: HostPage;
  readonly started: RunningMain;
  close(): Promise<void>;
}

const entry = fileURLToPath(new URL('../../src/teams-host/main.ts', import.meta.url));

/** A host that has been started and may end by itself. */
export interface StartedHost extends RunningMain {
  close(): Promise<void>;
}

/** Starts the host with a package; the caller waits until it is ready or has ended. */
export async function startHostProcess(overrides: PackageOverrides): Promise<StartedHost> {
  const folder = await mkdtemp(join(tmpdir(), 'teams-host-attack-'));
  const app = join(folder, 'app.zip');
  await writeFile(app, zipSync(Object.fromEntries(somePackageFiles(overrides))));
  const started = runMain(entry, {}, [], ['--app', app, '--port', '0', '--data', join(folder, 'data')]);
  return {
    ...started,
    async close() {
      if (started.process.exitCode === null) {
        started.process.kill('SIGTERM');
        await started.exited;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the host with a package whose API is on loopback, and opens its page. */
export async function startAttackedHost(overrides: PackageOverrides = {}): Promise<AttackedHost> {
  const api = await startScriptedApi();
  const started = await startHostProcess({ server: api.url, ...overrides });
  const ready = () => /"event":"ready","url":"([^"]+)"/.exec(started.output())?.[1];
  const url = await Promise.race([
    waitUntil(ready, () => `The host is not ready: ${started.output()}${started.faults()}`),
    started.exited.then(() => {
      throw new Error(started.faults());
    }),
  ]);
  return {
    url,
    port: Number(new URL(url).port),
    api,
    page: await openHostPage(url),
    started,
    async close() {
      await started.close();
      await api.close();
    },
  };
}
