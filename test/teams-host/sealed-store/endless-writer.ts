/** Started as a process of its own and killed: writes one record again and again and says what is on the disk. */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openSealedStore } from '../../../src/teams-host/sealed-store/sealed-store.ts';

const [folder = '', keyFile = ''] = process.argv.slice(2);
const store = await openSealedStore({ folder, keyFile, random: randomBytes });
for (let count = 1; ; count += 1) {
  await store.update('count', () => `${count} ${'x'.repeat(20_000)}`);
  writeSync(1, `${count}\n`);
}
