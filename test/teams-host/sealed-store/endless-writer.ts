/** Runs as a child process until it is killed: rewrites one record and prints the number of each completed write. */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openSealedStore } from '../../../src/teams-host/sealed-store/sealed-store.ts';

const [folder = '', keyFile = ''] = process.argv.slice(2);
const store = await openSealedStore({ folder, keyFile, random: randomBytes });
for (let count = 1; ; count += 1) {
  await store.update('count', () => `${count} ${'x'.repeat(20_000)}`);
  writeSync(1, `${count}\n`);
}
