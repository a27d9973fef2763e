import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { readEnv } from '../../../src/dev/package-check/read-env.ts';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';

describe('readEnv', () => {
  let root: URL;

  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'env-'));
    root = pathToFileURL(`${folder}/`);
    await mkdir(new URL('env', root));
    await writeFile(new URL('env/.env.test', root), '# words\nA=1\nB=\nSUFFIX=" (test)"\n');
  });

  after(() => rm(root, { recursive: true }));

  it('reads the values of the file', async () => {
    expect(await readEnv(root, 'test')).to.deep.equal({ A: '1', B: '', SUFFIX: ' (test)' });
  });

  it('reads a file with a byte-order mark', async () => {
    await writeFile(new URL('env/.env.mark', root), '\uFEFFA=1\n');
    expect(await readEnv(root, 'mark')).to.deep.equal({ A: '1' });
  });

  it('fills only empty variables of the file with the given values', async () => {
    expect(await readEnv(root, 'test', { A: '2', B: '3', C: '4' })).to.deep.equal({
      A: '1',
      B: '3',
      SUFFIX: ' (test)',
    });
  });

  for (const name of ['other', '', '../env/.env.test', 'a/b', '.', 'test\0']) {
    it(`rejects ${JSON.stringify(name)} and names the remedy`, async () => {
      const fault = await readEnv(root, name).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(StartupFault);
      expect((fault as Error).message).to.match(/: (copy|write) /);
    });
  }
});
