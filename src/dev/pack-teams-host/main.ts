/** Entry of `npm run pack:teams-host`: writes one file that npm can install. */
import { join } from 'node:path';
import { packTeamsHost } from './pack-teams-host.ts';

process.stdout.write(`${await packTeamsHost(join(import.meta.dirname, '../../../build'))}\n`);
