import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { createAdmission, isPackagePath } from '../../../src/teams-host/app-package/files/package-files.ts';
import { readZip } from '../../../src/teams-host/app-package/files/read-zip.ts';
import { loadAppPackage as load } from '../../../src/teams-host/app-package/load-app-package.ts';
import { checkPackage } from '../../../src/teams-host/worker/check-package.ts';
import { type AgentOverrides, someAgentFiles } from '../../support/an-agent-package.ts';
import { somePackageFiles } from '../../support/an-app-package.ts';

const loadAppPackage = (path: string) => load(path, checkPackage);

describe('loading an app package', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'app-package-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const zip = (more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array =>
    zipSync({ ...Object.fromEntries(somePackageFiles()), ...more });

  const failure = async (path: string): Promise<string> => {
    const fault = await loadAppPackage(path).catch((error: unknown) => error);
    expect(fault).to.be.instanceOf(StartupFault);
    return (fault as Error).message;
  };

  it('reads a zip file', async () => {
    const path = join(folder, 'garden.zip');
    await writeFile(path, zip({ '__MACOSX/._manifest.json': Buffer.from('x') }));
    expect((await loadAppPackage(path)).manifest.name).to.equal('Garden');
  });

  it('reads a folder without following symbolic links', async () => {
    const path = join(folder, 'garden');
    for (const [name, content] of somePackageFiles()) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), content);
    }
    await symlink('/etc/hostname', join(path, 'hostname'));
    const { files } = await loadAppPackage(path);
    expect([...files.keys()]).to.have.members([...somePackageFiles().keys()]);
  });

  it('reports a missing path, a file that is not a zip, and an empty folder', async () => {
    expect(await failure(join(folder, 'nothing'))).to.match(/nothing does not exist\. Name a folder/);
    await writeFile(join(folder, 'text.zip'), 'no zip at all');
    expect(await failure(join(folder, 'text.zip'))).to.match(/text\.zip cannot be used: it is not a readable zip/);
    await mkdir(join(folder, 'empty'));
    expect(await failure(join(folder, 'empty'))).to.match(/manifest\.json is not in the package/);
  });

  it('names the package that cannot be used, because several may be loaded', async () => {
    const path = join(folder, 'faulty.zip');
    await writeFile(path, zip({ 'outline.png': Buffer.from('x') }));
    expect(await failure(path)).to.match(/^The app package \S+faulty\.zip cannot be used:\n- outline\.png: /);
    await writeFile(path, zip({ 'zeros.json': new Uint8Array(6 * 1024 * 1024) }));
    expect(await failure(path)).to.match(/^The app package \S+faulty\.zip cannot be used: zeros\.json /);
  });

  it('reads the agent of a package with the findings of the official checks', async () => {
    const path = join(folder, 'agent.zip');
    const write = (overrides: AgentOverrides) =>
      writeFile(path, zipSync(Object.fromEntries(someAgentFiles(overrides))));
    await write({});
    expect((await loadAppPackage(path)).agent?.plugins[0]?.functions).to.have.length(3);
    await write({ plugin: (plugin) => (plugin.logo = 'plants.png') });
    expect(await failure(path)).to.match(/plants\.json, line 1.*\(logo\): the schema has no such property/);
    const bearer = { type: 'http', scheme: 'bearer' };
    const responses = { 200: { description: 'Plants' } };
    const get = { operationId: 'findOthers', security: [{ one: [], two: [] }], responses };
    await write({
      securityScheme: bearer,
      auth: { type: 'ApiKeyPluginVault', reference_id: 'garden-key' },
      api: (api) => {
        api.paths['/others'] = { get };
        api.components.securitySchemes = { ...api.components.securitySchemes, one: bearer, two: bearer };
      },
    });
    expect((await loadAppPackage(path)).problems.join()).to.match(/Copilot does not accept GET \/others/);
  });

  for (const path of [
    '../evil.json',
    '/etc/evil',
    'a/../../evil',
    'a//b',
    './manifest.json',
    'C:/evil',
    'a\\..\\evil',
  ]) {
    it(`refuses a zip with the path ${path}`, () => {
      expect(() => readZip(zip({ [path]: Buffer.from('x') }))).to.throw(StartupFault, 'not a path inside the package');
    });
  }

  it('refuses a zip bomb', () => {
    const bomb = zip({ 'zeros.json': new Uint8Array(6 * 1024 * 1024) });
    expect(bomb.length).to.be.below(50_000);
    expect(() => readZip(bomb)).to.throw(StartupFault, 'larger than');
  });

  for (const [what, change] of [
    ['a smaller size than it has', (archive: Buffer, header: number) => archive.writeUInt32LE(10, header + 24)],
    ['a larger size than it has', (archive: Buffer, header: number) => archive.writeUInt32LE(5_000, header + 24)],
    ['another checksum', (archive: Buffer, header: number) => archive.writeUInt32LE(7, header + 16)],
  ] as const) {
    for (const level of [0, 9] as const) {
      it(`refuses an entry that declares ${what}, ${level === 0 ? 'stored' : 'compressed'}`, () => {
        const archive = Buffer.from(zipSync({ 'a.json': Buffer.from('{}'), 'b.json': Buffer.alloc(4_000) }, { level }));
        change(archive, archive.lastIndexOf('PK\u0001\u0002', undefined, 'latin1'));
        expect(() => readZip(archive)).to.throw(StartupFault, 'b.json is damaged, because its content');
      });
    }
  }

  it('refuses a zip that something stands before', () => {
    const archive = Buffer.concat([Buffer.from('#!/bin/sh\n'), zip()]);
    expect(() => readZip(archive)).to.throw(StartupFault, 'it is not a readable zip file');
  });

  it('refuses too many files, too many bytes, and duplicate paths', () => {
    const admit = createAdmission({ entries: 3, total: 100, file: 60 });
    admit('a', 60);
    expect(() => admit('a', 1)).to.throw(StartupFault, 'twice');
    expect(() => admit('b', 61)).to.throw(StartupFault, 'larger than 60');
    expect(() => createAdmission({ entries: 1, total: 9, file: 9 })('c', 10)).to.throw(StartupFault, 'larger');
    expect(() => admit('c', 1)).to.throw(StartupFault, 'more than 100 bytes');
    expect(() => admit('d', 1)).to.throw(StartupFault, 'more than 3 files');
  });

  it('rejects any path that leads out of the package', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ':', '\0') }), (path) => {
        if (isPackagePath(path)) {
          expect(join('/root/of/package', path)).to.match(/^\/root\/of\/package\/./);
          expect(join('/root', path)).to.equal(`/root/${path}`);
        }
      }),
    );
  });

  it('reports any damage to a zip as a StartupFault', () => {
    const archive = zip();
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.nat(255), (at, byte) => {
        const damaged = archive.slice();
        damaged[at] = byte;
        try {
          readZip(damaged);
        } catch (fault) {
          expect(fault).to.be.instanceOf(StartupFault);
        }
      }),
      { numRuns: 300 },
    );
  });
});
