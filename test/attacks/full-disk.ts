/** A disk without room: a small file system in memory, which only root can mount. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type AttackedApp, aNewRepair, startAttackedApp } from './attacked-app.ts';

describe('a full disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'repairs-small-disk-'));
  let app: AttackedApp | undefined;
  let isMounted = false;

  before(async function () {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=700', 'tmpfs', folder], { stdio: 'ignore' });
      isMounted = true;
    } catch {
      process.stdout.write('SKIPPED: a file system cannot be mounted here\n');
      this.skip();
    }
    app = await startAttackedApp({ folder });
  });

  after(async () => {
    await app?.close();
    if (isMounted) {
      execFileSync('umount', [folder]);
    }
    rmdirSync(folder);
  });

  it('shows in /readyz and in answers with Retry-After, and the app recovers by itself', async () => {
    if (app === undefined) {
      throw new Error('not started');
    }
    const { url, call } = app;
    const statusOfReadyz = async () => (await fetch(`${url}/readyz`)).status;
    const create = () => call('POST', '/api/repairs', { body: { ...aNewRepair, description: 'word '.repeat(390) } });
    expect(await statusOfReadyz()).to.equal(200);
    const filler = join(folder, 'filler');
    const [large, small] = [Buffer.alloc(65_536), Buffer.alloc(512)];
    for (const bytes of [large, small]) {
      try {
        for (;;) {
          appendFileSync(filler, bytes);
        }
      } catch {
        // Full.
      }
    }
    expect(await statusOfReadyz()).to.equal(503);
    let refused: Response | undefined;
    for (let count = 0; count < 200 && refused === undefined; count += 1) {
      const answer = await create();
      refused = answer.status === 201 ? undefined : answer;
    }
    expect(refused?.status).to.equal(503);
    expect(refused?.headers.get('retry-after')).to.match(/^\d+$/);
    expect((await call('GET', '/api/repairs')).status).to.equal(200);
    expect(await statusOfReadyz()).to.equal(503);
    rmSync(filler);
    expect(await statusOfReadyz()).to.equal(200);
    expect((await create()).status).to.equal(201);
  });
});
