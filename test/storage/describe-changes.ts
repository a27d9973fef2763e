import { expect } from 'chai';
import { IdempotencyKeyReused, Unavailable } from '../../src/foundation/errors.ts';
import type { Repair } from '../../src/repairs/repair.ts';
import { StaleVersion } from '../../src/repairs/stale-version.ts';
import { aRepair } from '../support/a-repair.ts';
import { faultOf, type RepositoryUnderTest } from './repository-under-test.ts';

const hour = 60 * 60 * 1000;

/** Tests of updates, deletions and idempotency keys that every repository must pass. */
export function describeChanges(repository: RepositoryUnderTest): void {
  const { create, idsOf } = repository;

  describe('update', () => {
    it('changes the given fields and the version', async () => {
      const [repair = aRepair()] = await create({});
      const changed = { ...repair, status: 'done', title: 'Brakes', version: 2 } as const;
      expect(
        await repository.storage().update('contoso', repair.id, 1, { status: 'done', title: 'Brakes' }),
      ).to.deep.equal(changed);
      expect(await repository.storage().find('contoso', repair.id)).to.deep.equal(changed);
    });

    it('is reflected in every filter and in the order', async () => {
      await create({ id: '1', date: '2024-01-01' }, { id: '2', date: '2024-01-02', title: 'Other', description: '' });
      await repository.storage().update('contoso', '1', 1, { date: '2024-01-03', assignedTo: 'Mona Kane' });
      await repository.storage().update('contoso', '1', 2, { status: 'done', title: 'Brakes', description: 'Pads' });
      expect(await idsOf()).to.deep.equal(['1', '2']);
      for (const filter of [{ assignedTo: 'mona' }, { text: 'pads' }, { status: 'done' }] as const) {
        expect(await idsOf(filter)).to.deep.equal(['1']);
      }
      expect(await idsOf({ assignedTo: 'mona', status: 'done', text: 'brakes' })).to.deep.equal(['1']);
      expect(await idsOf({ assignedTo: 'karin' })).to.deep.equal(['2']);
      expect(await idsOf({ text: 'oil' })).to.deep.equal([]);
      expect(await idsOf({ status: 'open' })).to.deep.equal(['2']);
    });

    it('of the date keeps the order of creation within the new day', async () => {
      await create({ id: '1', date: '2024-01-01' }, { id: '2', date: '2024-01-02' }, { id: '3', date: '2024-01-02' });
      await repository.storage().update('contoso', '1', 1, { date: '2024-01-02' });
      expect(await idsOf()).to.deep.equal(['3', '2', '1']);
    });

    it('of another version is rejected and changes nothing', async () => {
      const [repair = aRepair()] = await create({});
      for (const version of [0, 2, -1, 1.5]) {
        const fault = await faultOf(repository.storage().update('contoso', repair.id, version, { title: 'Brakes' }));
        expect(fault).to.be.instanceOf(StaleVersion).with.deep.property('current', repair);
      }
      expect(await repository.storage().find('contoso', repair.id)).to.deep.equal(repair);
      expect(await idsOf({ text: 'brakes' })).to.deep.equal([]);
    });

    it('of an unknown id or of another tenant returns undefined', async () => {
      const [repair = aRepair()] = await create({});
      expect(await repository.storage().update('contoso', 'never', 1, { title: 'x' })).to.equal(undefined);
      expect(await repository.storage().update('fabrikam', repair.id, 1, { title: 'x' })).to.equal(undefined);
      expect(await repository.storage().find('contoso', repair.id)).to.deep.equal(repair);
    });

    it('by concurrent callers succeeds exactly once', async () => {
      const [repair = aRepair()] = await create({});
      const titles = Array.from({ length: 10 }, (_, n) => `Title ${n}`);
      const answers = await Promise.allSettled(
        titles.map((title) => repository.storage().update('contoso', repair.id, 1, { title })),
      );
      const [won, ...others] = answers.filter(({ status }) => status === 'fulfilled');
      expect(others).to.deep.equal([]);
      expect(await repository.storage().find('contoso', repair.id)).to.deep.equal(
        (won as PromiseFulfilledResult<Repair>).value,
      );
      for (const answer of answers.filter(({ status }) => status === 'rejected')) {
        expect((answer as PromiseRejectedResult).reason).to.be.instanceOf(StaleVersion);
      }
    });
  });

  describe('remove', () => {
    it('removes the repair from the results of every filter', async () => {
      const [repair = aRepair()] = await create({});
      expect(await repository.storage().remove('contoso', repair.id, 1)).to.equal(true);
      expect(await repository.storage().find('contoso', repair.id)).to.equal(undefined);
      for (const filter of [{}, { assignedTo: 'karin' }, { text: 'oil' }, { status: 'open' }] as const) {
        expect(await idsOf(filter)).to.deep.equal([]);
      }
      expect(await repository.storage().remove('contoso', repair.id, 1)).to.equal(false);
    });

    it('of another version is rejected, of another tenant returns false', async () => {
      const [repair = aRepair()] = await create({});
      expect(await faultOf(repository.storage().remove('contoso', repair.id, 2))).to.be.instanceOf(StaleVersion);
      expect(await repository.storage().remove('fabrikam', repair.id, 1)).to.equal(false);
      expect(await idsOf({ text: 'oil', assignedTo: 'karin' })).to.deep.equal([repair.id]);
    });

    it('concurrent with an update lets exactly one of them succeed', async () => {
      const [repair = aRepair()] = await create({});
      const answers = await Promise.allSettled([
        repository.storage().update('contoso', repair.id, 1, { status: 'done' }),
        repository.storage().remove('contoso', repair.id, 1),
      ]);
      expect(answers.filter(({ status }) => status === 'rejected')).to.have.lengthOf(1);
    });
  });

  describe('an idempotency key', () => {
    const idempotency = { userId: 'karin', key: 'key', fingerprint: 'digest' };

    it('returns the first answer again, even after the repair was changed or deleted', async () => {
      const first = aRepair({ image: undefined });
      expect(await repository.storage().create('contoso', first, idempotency)).to.deep.equal(first);
      expect(await repository.storage().create('contoso', aRepair(), idempotency)).to.deep.equal(first);
      await repository.storage().update('contoso', first.id, 1, { title: 'Changed' });
      expect(await repository.storage().create('contoso', aRepair(), idempotency)).to.deep.equal(first);
      await repository.storage().remove('contoso', first.id, 2);
      expect(await repository.storage().create('contoso', aRepair(), idempotency)).to.deep.equal(first);
      expect(await idsOf()).to.deep.equal([]);
    });

    it('is rejected for a different request', async () => {
      await repository.storage().create('contoso', aRepair(), idempotency);
      const fault = await faultOf(
        repository.storage().create('contoso', aRepair(), { ...idempotency, fingerprint: 'other' }),
      );
      expect(fault).to.be.instanceOf(IdempotencyKeyReused);
      expect(await idsOf()).to.have.lengthOf(1);
    });

    it('is scoped to one user of one tenant', async () => {
      await repository.storage().create('contoso', aRepair(), idempotency);
      await repository.storage().create('contoso', aRepair(), { ...idempotency, userId: 'daisy' });
      await repository.storage().create('fabrikam', aRepair(), idempotency);
      expect(await idsOf()).to.have.lengthOf(2);
      expect(await idsOf({}, 'fabrikam')).to.have.lengthOf(1);
    });

    it('sent in concurrent requests creates one repair', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => repository.storage().create('contoso', aRepair(), idempotency)),
      );
      expect(new Set(answers.map(({ id }) => id))).to.have.lengthOf(1);
      expect(await idsOf()).to.deep.equal([answers[0]?.id]);
    });

    it('can be used again after a request that failed', async () => {
      const [taken = aRepair()] = await create({});
      await faultOf(repository.storage().create('contoso', taken, idempotency));
      const next = aRepair();
      expect(await repository.storage().create('contoso', next, idempotency)).to.deep.equal(next);
    });

    it('expires after 24 hours, even among many others', async () => {
      const keys = Array.from({ length: 25 }, (_, n) => ({ ...idempotency, key: `key-${n}` }));
      for (const key of keys) {
        await repository.storage().create('contoso', aRepair(), key);
      }
      repository.pass(24 * hour - 1);
      await repository.storage().create('contoso', aRepair(), keys[24]);
      expect(await idsOf()).to.have.lengthOf(25);
      repository.pass(1);
      const again = aRepair();
      expect(
        await repository.storage().create('contoso', again, { userId: 'karin', key: 'key-24', fingerprint: 'other' }),
      ).to.deep.equal(again);
      expect(await idsOf()).to.have.lengthOf(26);
    });
  });

  it('answers pings until it is closed, then rejects every call with Unavailable', async () => {
    await repository.storage().ping();
    await repository.storage().close();
    for (const work of [
      () => repository.storage().ping(),
      () => repository.storage().list('contoso', { limit: 1 }),
      () => repository.storage().create('contoso', aRepair()),
      () => repository.storage().preferences.find({ tenantId: 'contoso', id: 'karin' }),
    ]) {
      expect(await faultOf(work())).to.be.instanceOf(Unavailable);
    }
  });
}
