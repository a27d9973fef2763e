import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { lockFolder } from '../../../src/local/lock-folder.ts';
import { openSealedStore } from '../../../src/teams-host/sealed-store/sealed-store.ts';
import { withLockedRegistrations } from '../../../src/teams-host/vault/lock-registrations.ts';
import { openVaultStore } from '../../../src/teams-host/vault/open-vault-store.ts';
import type { Registration } from '../../../src/teams-host/vault/registration.ts';
import type { StoredRegistrations } from '../../../src/teams-host/vault/stored-registrations.ts';
import { captureLog } from '../../support/capture-log.ts';
import { anApiKeyRegistration, vaultRegistrationId as id, vaultFixture } from './vault-fixture.ts';

describe('registrations that another program changes while the vault is open', () => {
  const { world, vault, reopen, keepTokens, accessToken } = vaultFixture();

  /** Opens the store again, as another program does. */
  const change = (next: (stored: StoredRegistrations) => StoredRegistrations) =>
    withLockedRegistrations(world().folder, async () => {
      const { registrations } = await openVaultStore(world().folder, randomBytes);
      await registrations.change(next);
    });
  const use = (...registrations: readonly Registration[]) => change((stored) => ({ ...stored, registrations }));

  it('are used from the next call on', async () => {
    expect(vault().registration(id)?.name).to.equal('Repairs');
    await use({ ...world().registration, name: 'Other' }, anApiKeyRegistration());
    expect(vault().registration(id)?.name).to.equal('Other');
    expect(vault().registration('key')).to.include({ apiKey: 'the-api-key-itself' });
    await use();
    expect(vault().registration(id)).to.equal(undefined);
  });

  it('have a new secret for the next refresh, with the same tokens', async () => {
    await keepTokens();
    world().clock.advance(31);
    world().endpoint.on('/refresh', { body: { access_token: 'access-2', token_type: 'Bearer', expires_in: 60 } });
    await use({ ...world().registration, clientSecret: 'the-new-secret' });
    expect(await accessToken()).to.equal('access-2');
    const credentials = Buffer.from('teams:the-new-secret').toString('base64');
    expect(world().endpoint.requests[0]?.headers.authorization).to.equal(`Basic ${credentials}`);
  });

  it('have none of the tokens of a registration that was removed', async () => {
    await keepTokens();
    const details = new Map([[id, { generation: 'another' }]]);
    await change(({ registrations }) => ({ registrations, details }));
    expect(await accessToken()).to.equal(undefined);
    await keepTokens();
    expect(await accessToken()).to.equal('access-1');
    await reopen();
    expect(await accessToken(), 'after a restart with the same file').to.equal('access-1');
  });

  it('are read again only after a change', async () => {
    const before = vault().registration(id);
    expect(vault().registration(id)).to.equal(before);
    await use(world().registration);
    expect(vault().registration(id)).not.to.equal(before);
    expect(vault().registration(id)).to.deep.equal(before);
  });

  it('are gone while their record is damaged, which is logged once, and come back with it', async () => {
    const log = captureLog();
    await reopen({ log: log.log });
    const file = await findRecordFile();
    const good = await readFile(file);
    await writeFile(file, Buffer.concat([good.subarray(0, -1), Buffer.of((good.at(-1) ?? 0) ^ 1)]));
    for (let time = 0; time < 3; time += 1) {
      expect(vault().registration(id)).to.equal(undefined);
    }
    expect(log.entries('vault: damaged registrations')).to.have.length(1);
    await writeFile(file, good);
    expect(vault().registration(id)?.name).to.equal('Repairs');
  });

  it('are read as earlier versions stored them', async () => {
    const { folder, registration } = world();
    const store = await openSealedStore({ folder, keyFile: join(folder, 'vault.key'), random: randomBytes });
    await store.update('registrations', () => JSON.stringify([{ ...registration, name: 'Stored before' }]));
    expect(vault().registration(id)?.name).to.equal('Stored before');
  });

  it('are changed as soon as another program has ended that changes them', async () => {
    const lock = await lockFolder(world().folder);
    const pending = use();
    await lock.release();
    await pending;
    expect(vault().registration(id)).to.equal(undefined);
  });

  it('are not changed while another program changes them', async () => {
    const lock = await lockFolder(world().folder);
    const act = () => expect.fail('The lock was ignored.');
    const failure = await withLockedRegistrations(world().folder, act, { retries: 1, pauseMs: 1 }).catch(
      (cause: unknown) => cause,
    );
    await lock.release();
    expect(failure).to.be.instanceOf(StartupFault).with.property('message').that.includes('wait until it has ended');
    expect(vault().registration(id)).to.deep.equal(world().registration);
  });

  async function findRecordFile(): Promise<string> {
    const names = (await readdir(world().folder)).filter((name) => name.endsWith('.sealed'));
    const before = new Map(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
    await use(world().registration);
    for (const name of names) {
      // The canary is sealed anew by each program that opens the store.
      if ((await read(name)).length > 200 && !before.get(name)?.equals(await read(name))) {
        return join(world().folder, name);
      }
    }
    throw new Error('There is no record of the registrations.');
  }

  const read = (name: string) => readFile(join(world().folder, name));
});
