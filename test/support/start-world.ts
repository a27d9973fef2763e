/** The whole local world – app, local Teams host, authorization server – for one test file, on free ports. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallerSettings } from '../../src/dev/demo-callers.ts';
import { startWorld, type World } from '../../src/dev/world.ts';
import { createLog } from '../../src/foundation/log.ts';
import type { PageFiles } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import { findFreePorts } from './find-free-port.ts';

export interface TestWorldOptions {
  readonly page?: PageFiles;
  readonly accessTokenLifetime?: number;
  readonly singleSignOn?: boolean;
  readonly callers?: CallerSettings;
}

/** Starts the world with an empty data folder, which is removed on close. */
export async function startTestWorld(options: TestWorldOptions = {}): Promise<World> {
  const [app = 0, teamsHost = 0, authorizationServer = 0] = await findFreePorts(3);
  const dataFolder = await mkdtemp(join(tmpdir(), 'repairs-world-'));
  const now = () => new Date();
  const world = await startWorld({
    ports: { app, teamsHost, authorizationServer },
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
