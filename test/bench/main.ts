/** `npm run bench`: runs all benchmarks on this machine. `--quick` shortens them to check that they work. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startIssuer } from '../support/issuer.ts';
import { benchTenant, fillStorage } from './fill-storage.ts';
import { measureApi } from './measure-api.ts';
import { botNotes, measureBot } from './measure-bot.ts';
import { measureCallers } from './measure-callers.ts';
import { measureCards } from './measure-cards.ts';
import { measurePackedHost } from './measure-packed-host.ts';
import { measureSearch } from './measure-search.ts';
import { measureStart } from './measure-start.ts';
import { measureTokens } from './measure-tokens.ts';
import { printNotes, printTable } from './print-table.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const seconds = values.quick ? 1 : 8;
const searches = values.quick ? 200 : 5_000;
const starts = values.quick ? 1 : 5;
const activities = values.quick ? 1_000 : 100_000;

const root = await mkdtemp(join(tmpdir(), 'repairs-bench-'));
const issuer = await startIssuer();
try {
  const small = join(root, 'small');
  const large = join(root, 'large');
  await fillStorage(small, 1_000);
  await fillStorage(large, 100_000);
  const token = issuer.accessToken({ claims: { tid: benchTenant } });

  printTable(
    'Start of the app (node dist/main.js, 100,000 repairs)',
    await measureStart({ issuer, folder: large, starts }),
  );
  printTable('Start of the packed host, an API-based package', await measurePackedHost({ folder: root, starts }));
  printTable(
    'GET /api/repairs, authorized, 25 of 100,000',
    await measureApi({ issuer, folder: large, token, seconds }),
  );
  printTable(
    'The same for each kind of caller, cached first page',
    await measureCallers({ issuer, folder: large, token, seconds }),
  );
  const bot = await measureBot({ issuer, folder: small, workFolder: root, token, seconds, activities });
  printTable('Search by the bot, answered with ten cards', bot.rates);
  printNotes(botNotes);
  printTable('Resident memory of the bot', bot.memory);
  printTable('Token verification alone', await measureTokens({ issuer, token, seconds }));
  printTable('Cards of a repair', await measureCards({ seconds }));
  printTable('Search, in milliseconds', await measureSearch({ folders: { small, large }, searches }));
} finally {
  await issuer.close();
  await rm(root, { recursive: true, force: true });
}
