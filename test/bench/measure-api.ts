import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type autocannon from 'autocannon';
import { toCursor, toPosition } from '../../src/storage/sql/position.ts';
import { createRandom } from '../support/generate-repairs.ts';
import type { TestIssuer } from '../support/issuer.ts';
import { builtApp, toAppEnvironment } from './app-environment.ts';
import { measureInTurns } from './measure-in-turns.ts';
import type { Figures } from './print-table.ts';
import { startProcess } from './start-process.ts';

const bareServer = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
/** More than the app caches, so that each page is evicted before it is requested again. */
const differentPages = 5_000;

interface Options {
  readonly issuer: TestIssuer;
  readonly folder: string;
  readonly token: string;
  readonly seconds: number;
}

/**
 * Measures the rate of the authorized query for the cached first page and for uncached pages, and compares it with that
 * of a bare server that gets the same requests and sends the bytes of the first page.
 */
export async function measureApi({ issuer, folder, token, seconds }: Options): Promise<Figures> {
  const app = await startProcess(builtApp, toAppEnvironment(issuer, folder));
  const bodyFile = join(folder, 'body.json');
  try {
    const headers = { Authorization: `Bearer ${token}` };
    const url = `${app.url}/api/repairs`;
    await writeFile(bodyFile, await (await fetch(url, { headers })).text());
    const bare = await startProcess(bareServer, { BENCH_BODY: bodyFile });
    try {
      return await measureInTurns(seconds, 'ratio to bare', [
        { name: 'bare node:http, same bytes', server: bare, load: { url: `${bare.url}/api/repairs`, headers } },
        { name: 'repairs API, cached first page', server: app, load: { url, headers } },
        {
          name: 'repairs API, uncached pages',
          server: app,
          load: { url, headers, setupClient: requestUncachedPages() },
        },
      ]);
    } finally {
      await bare.stop();
    }
  } finally {
    await app.stop();
    await rm(bodyFile, { force: true });
  }
}

/** Gives each connection its own full pages, spread over the two years of the generated repairs. */
function requestUncachedPages(): (client: autocannon.Client) => void {
  const random = createRandom(1);
  return (client) => {
    const pages = Array.from({ length: differentPages }, () => {
      const date = new Date(Date.UTC(2024, 1, 1) + Math.floor(random() * 690) * 86_400_000).toISOString().slice(0, 10);
      return { path: `/api/repairs?cursor=${toCursor(toPosition(date, Math.floor(random() * 100_000)))}` };
    });
    client.setRequests(pages);
  };
}
