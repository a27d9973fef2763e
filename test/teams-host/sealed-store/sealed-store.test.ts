import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { SealBroken } from '../../../src/teams-host/sealed-store/seal.ts';
import { openSealedStore } from '../../../src/teams-host/sealed-store/sealed-store.ts';

describe('the sealed store', () => {
  let home: string;
  let folder: string;
  let keyFile: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'sealed-'));
    folder = join(home, 'records');
    keyFile = join(home, 'vault.key');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const open = () => openSealedStore({ folder, keyFile, random: randomBytes });
  const files = async () => (await readdir(folder)).map((name) => join(folder, name));

  async function fileOf(write: () => Promise<unknown>): Promise<string> {
    const before = await files();
    await write();
    return String((await files()).find((name) => !before.includes(name)));
  }

  async function failureOf(promise: Promise<unknown>): Promise<Error> {
    const failure = await promise.then(
      () => undefined,
      (error: Error) => error,
    );
    expect(failure).to.be.instanceOf(Error);
    return failure as Error;
  }

  it('returns what was written, even after it is reopened', async () => {
    const store = await open();
    await store.update('a', () => 'täxt 1');
    await store.update('b', () => '');
    const again = await open();
    expect(await again.read('a')).to.equal('täxt 1');
    expect(await again.read('b')).to.equal('');
    expect(await again.read('c')).to.equal(undefined);
    await again.update('a', () => undefined);
    expect(await (await open()).read('a')).to.equal(undefined);
  });

  it('sees at once what another program has changed', async () => {
    const [store, other] = [await open(), await open()];
    const versions = [store.versionOf('a')];
    expect(store.readNow('a')).to.equal(undefined);
    for (const next of ['1', '2', '2', undefined]) {
      await other.update('a', () => next);
      expect(store.readNow('a')).to.equal(next);
      expect(store.versionOf('a')).not.to.equal(versions.at(-1));
      expect(store.versionOf('a')).to.equal(store.versionOf('a'));
      versions.push(store.versionOf('a'));
    }
    expect([versions.at(0), versions.at(-1)]).to.deep.equal([undefined, undefined]);
    expect(new Set(versions).size).to.equal(4);
  });

  it('makes key and records readable by their owner only', async () => {
    const store = await open();
    await store.update('a', () => 'text');
    for (const file of [keyFile, ...(await files())]) {
      expect((await stat(file)).mode & 0o777).to.equal(0o600);
    }
    expect((await stat(folder)).mode & 0o777).to.equal(0o700);
    expect((await stat(keyFile)).size).to.equal(32);
  });

  it('writes neither text nor record names to disk in plain text', async () => {
    const store = await open();
    await store.update('whose-record', () => 'the-secret-text');
    for (const file of await files()) {
      expect(file).to.not.include('whose-record');
      expect((await readFile(file)).includes('the-secret-text')).to.equal(false);
    }
  });

  it('never uses a nonce twice', async () => {
    const store = await open();
    const nonces = new Set<string>();
    const file = await fileOf(() => store.update('a', () => 'same'));
    for (let time = 0; time < 20; time += 1) {
      await store.update('a', () => 'same');
      nonces.add((await readFile(file)).subarray(1, 13).toString('hex'));
    }
    expect(nonces.size).to.equal(20);
  });

  it('runs concurrent updates of a record sequentially', async () => {
    const store = await open();
    await Promise.all(
      Array.from({ length: 50 }, () => store.update('count', (current) => String(Number(current ?? 0) + 1))),
    );
    expect(await store.read('count')).to.equal('50');
    expect((await files()).filter((name) => name.endsWith('.tmp'))).to.deep.equal([]);
  });

  it('accepts further updates of a record after one that throws', async () => {
    const store = await open();
    await failureOf(
      store.update('a', () => {
        throw new Error('no');
      }),
    );
    await store.update('a', () => 'yes');
    expect(await store.read('a')).to.equal('yes');
  });

  it('rejects a record stored under the name of another', async () => {
    const store = await open();
    const a = await fileOf(() => store.update('a', () => 'of a'));
    const b = await fileOf(() => store.update('b', () => 'of b'));
    await rename(a, `${a}.x`);
    await rename(b, a);
    await rename(`${a}.x`, b);
    expect(await failureOf(store.read('a'))).to.be.instanceOf(SealBroken);
    expect(await failureOf(store.read('b'))).to.be.instanceOf(SealBroken);
  });

  it('rejects an altered, truncated or extended record until it is overwritten', async () => {
    const store = await open();
    const file = await fileOf(() => store.update('a', () => 'text'));
    const sealed = await readFile(file);
    for (let position = 0; position < sealed.length; position += 1) {
      const altered = Buffer.from(sealed);
      altered.writeUInt8(altered.readUInt8(position) ^ 1, position);
      await writeFile(file, altered);
      expect(await failureOf(store.read('a')), `byte ${position}`).to.be.instanceOf(SealBroken);
    }
    for (const other of [sealed.subarray(0, -1), sealed.subarray(0, 5), Buffer.concat([sealed, Buffer.of(0)])]) {
      await writeFile(file, other);
      expect(await failureOf(store.read('a'))).to.be.instanceOf(SealBroken);
    }
    await store.update('a', (current) => current ?? 'new');
    expect(await store.read('a')).to.equal('new');
  });

  it('ignores temporary files left behind by a killed write', async () => {
    const store = await open();
    const file = await fileOf(() => store.update('a', () => 'kept'));
    await writeFile(`${file}.left.tmp`, 'half');
    await writeFile(`${keyFile}.left.tmp`, 'half');
    expect(await (await open()).read('a')).to.equal('kept');
  });

  it('keeps every acknowledged write after SIGKILL', async () => {
    for (let round = 0; round < 3; round += 1) {
      const script = fileURLToPath(new URL('endless-writer.ts', import.meta.url));
      const writer = spawn(process.execPath, [script, folder, keyFile], { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      for await (const chunk of writer.stdout) {
        output += chunk;
        if (output.split('\n').length > 10 + round) {
          writer.kill('SIGKILL');
        }
      }
      const acknowledged = Number(output.trimEnd().split('\n').at(-1));
      const kept = await (await open()).read('count');
      expect(kept).to.match(/^\d+ x{20000}$/);
      expect(Number.parseInt(String(kept), 10)).to.be.oneOf([acknowledged, acknowledged + 1]);
    }
  });

  describe('does not open', () => {
    async function faultOf(): Promise<string> {
      const fault = await failureOf(open());
      expect(fault).to.be.instanceOf(StartupFault);
      return fault.message;
    }

    it('with another key', async () => {
      await open();
      await writeFile(keyFile, randomBytes(32));
      expect(await faultOf())
        .to.include(keyFile)
        .and.include('not the one that sealed')
        .and.include('put the right one back');
    });

    it('without its key, and creates no new one', async () => {
      await open();
      await unlink(keyFile);
      expect(await faultOf())
        .to.include('is missing')
        .and.include('put it back');
      expect((await failureOf(stat(keyFile))).message).to.include('ENOENT');
    });

    for (const size of [0, 31, 33, 64]) {
      it(`with a key of ${size} bytes`, async () => {
        await writeFile(keyFile, randomBytes(size), { mode: 0o600 });
        expect(await faultOf()).to.include('not a file of 32 bytes');
      });
    }

    for (const mode of [0o640, 0o604, 0o666, 0o620]) {
      it(`with a key file of mode ${mode.toString(8)}`, async () => {
        await open();
        await chmod(keyFile, mode);
        expect(await faultOf()).to.include('chmod 600');
      });
    }

    it('with a folder in place of the key file', async () => {
      keyFile = home;
      expect(await faultOf()).to.include('key file');
    });

    it('in a folder that is a file', async () => {
      await writeFile(join(home, 'file'), '');
      folder = join(home, 'file', 'records');
      expect(await faultOf())
        .to.include(folder)
        .and.include('give this user the right to write');
    });
  });

  it('creates a single key if it is opened concurrently', async () => {
    const stores = await Promise.all([open(), open(), open()]);
    await stores[0].update('a', () => 'text');
    expect(await stores[1].read('a')).to.equal('text');
    expect(await stores[2].read('a')).to.equal('text');
  });
});
