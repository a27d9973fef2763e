/** Damage to the file of the database while the app runs, and before it starts. */
import { closeSync, openSync, readFileSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type AttackedApp, aNewRepair, startAttackedApp, startBuiltApp } from './attacked-app.ts';

function overwrite(file: string): void {
  const descriptor = openSync(file, 'r+');
  const bytes = Buffer.alloc(statSync(file).size / 2, 0x2a);
  writeSync(descriptor, bytes, 0, bytes.length, 4096);
  closeSync(descriptor);
}

const damages: Readonly<Record<string, (file: string) => void>> = {
  emptied: (file) => truncateSync(file, 0),
  'cut in half': (file) => truncateSync(file, Math.floor(statSync(file).size / 2)),
  overwritten: overwrite,
};

describe('a database that is', () => {
  let app: AttackedApp;

  beforeEach(async () => {
    app = await startAttackedApp();
  });

  afterEach(() => app.close());

  for (const [what, damage] of Object.entries(damages)) {
    it(`${what} accepts no write, is reported by /readyz, and is not opened again`, async () => {
      expect((await app.call('POST', '/api/repairs', { body: aNewRepair })).status).to.equal(201);
      damage(join(app.folder, 'repairs.sqlite'));
      const answer = await app.call('POST', '/api/repairs', { body: aNewRepair });
      expect(answer.status).to.equal(503);
      expect(answer.headers.get('retry-after')).to.match(/^\d+$/);
      const ready = await fetch(`${app.url}/readyz`);
      expect(ready.status).to.equal(503);
      expect(await ready.json()).to.include({ storage: 'unavailable' });
      app.started.process.kill('SIGKILL');
      await app.started.exited;
      const again = startBuiltApp(app.issuer, app.folder);
      expect(await again.exited).to.equal(1);
      expect(again.faults()).to.match(
        /^The database .*repairs\.sqlite is (empty|damaged): restore the data folder[^\n]*\.\n$/,
      );
    });
  }

  for (const [what, damage] of Object.entries(damages)) {
    it(`intact, but has a write-ahead log that is ${what}, accepts no write and stays as it is`, async () => {
      expect((await app.call('POST', '/api/repairs', { body: aNewRepair })).status).to.equal(201);
      const file = join(app.folder, 'repairs.sqlite');
      const before = readFileSync(file);
      damage(`${file}-wal`);
      expect((await app.call('POST', '/api/repairs', { body: aNewRepair })).status).to.equal(503);
      expect((await fetch(`${app.url}/readyz`)).status).to.equal(503);
      app.started.process.kill('SIGTERM');
      expect(await app.started.exited).to.equal(0);
      expect(readFileSync(file).equals(before)).to.equal(true);
    });
  }
});
