/** The whole local world – app, local Teams host, authorization server – for one test file, on free ports. */
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageFiles } from '../../src/dev/teams-host/page/bundle-page.ts';
import { startWorld, type World } from '../../src/dev/world.ts';
import { createLog } from '../../src/log.ts';

export interface TestWorldOptions {
  readonly page?: PageFiles;
  readonly accessTokenLifetime?: number;
}

/** Starts the world over an empty data folder, which goes away again when it closes. */
export async function startTestWorld(options: TestWorldOptions = {}): Promise<World> {
  const [app, teamsHost, authorizationServer] = await findFreePorts(3);
  const dataFolder = await mkdtemp(join(tmpdir(), 'repairs-world-'));
  const now = () => new Date();
  const world = await startWorld({
    ports: { app: app ?? 0, teamsHost: teamsHost ?? 0, authorizationServer: authorizationServer ?? 0 },
    dataFolder,
    log: createLog({ level: 'error', now, write: (line) => process.stderr.write(line) }),
    now,
    ...options,
  });
  return {
    ...world,
    close: async () => {
      await world.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function findFreePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
