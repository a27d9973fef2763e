import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { StartupFault } from '../../src/foundation/startup-fault.ts';
import { lockFolder } from '../../src/local/lock-folder.ts';

const source = new URL('../../src/local/lock-folder.ts', import.meta.url).href;

// On Linux the sockets of other systems can be tried as well.
for (const platform of process.platform === 'linux' ? (['linux', 'darwin'] as const) : [process.platform]) {
  describe(`the lock of a folder on ${platform}`, () => {
    let parent: string;
    let folder: string;

    beforeEach(async () => {
      parent = await mkdtemp(join(tmpdir(), 'lock-'));
      folder = join(parent, 'data');
    });
    afterEach(() => rm(parent, { recursive: true, force: true }));

    const lock = (path = folder) => lockFolder(path, platform);
    const refusal = async (path?: string): Promise<unknown> => lock(path).catch((fault: unknown) => fault);

    it('is held by one program at a time, by whatever path', async () => {
      const held = await lock();
      await symlink(folder, join(parent, 'link'));
      for (const path of [folder, join(parent, 'link'), join(parent, '.', 'data')]) {
        const fault = await refusal(path);
        expect(fault).to.be.instanceOf(StartupFault);
        expect((fault as StartupFault).message).to.equal(
          `Another program uses the data folder ${path}: stop it, or choose another data folder.`,
        );
      }
      await (await lock(join(parent, 'other'))).release();
      await held.release();
      await (await lock()).release();
    });

    it('ends with a program that is killed', async () => {
      const code = `const { lockFolder } = await import(${JSON.stringify(source)});
        await lockFolder(${JSON.stringify(folder)}, ${JSON.stringify(platform)});
        process.stdout.write('locked');
        setInterval(() => {}, 1000);`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      expect(await refusal()).to.be.instanceOf(StartupFault);
      child.kill('SIGKILL');
      await once(child, 'close');
      await (await lock()).release();
    });
  });
}
