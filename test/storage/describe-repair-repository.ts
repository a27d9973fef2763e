import { expect } from 'chai';
import { AppError } from '../../src/foundation/errors.ts';
import { aRepair } from '../support/a-repair.ts';
import { describeChanges } from './describe-changes.ts';
import { describeSearch } from './describe-search.ts';
import { faultOf, type OpenStorage, startRepository } from './repository-under-test.ts';

/** Tests that every repository must pass, whatever its database. */
export function describeRepairRepository(open: OpenStorage): void {
  const repository = startRepository(open);
  const { create, idsOf, pagesOf } = repository;

  describe('create and find', () => {
    it('returns the stored repair', async () => {
      const repair = aRepair({ description: 'Line one\nline two 😀 \'"`;--', image: undefined, status: 'inProgress' });
      expect(await repository.storage().create('contoso', repair)).to.deep.equal(repair);
      expect(await repository.storage().find('contoso', repair.id)).to.deep.equal(repair);
    });

    it('returns nothing of another tenant', async () => {
      const [repair] = await create({});
      expect(await repository.storage().find('fabrikam', repair?.id ?? '')).to.equal(undefined);
      expect(await idsOf({}, 'fabrikam')).to.deep.equal([]);
      for (const filter of [{ assignedTo: 'karin' }, { text: 'oil' }, { status: 'open' }] as const) {
        expect(await idsOf(filter, 'fabrikam')).to.deep.equal([]);
        expect(await idsOf(filter)).to.have.lengthOf(1);
      }
    });

    it('accepts the same id in two tenants, but rejects a duplicate within one as a bug', async () => {
      const [contoso, fabrikam] = [aRepair({ id: '1' }), aRepair({ id: '1', title: 'Brakes' })];
      await repository.storage().create('contoso', contoso);
      await repository.storage().create('fabrikam', fabrikam);
      expect(await faultOf(repository.storage().create('contoso', fabrikam))).not.to.be.instanceOf(AppError);
      expect(await repository.storage().find('contoso', '1')).to.deep.equal(contoso);
      expect(await repository.storage().find('fabrikam', '1')).to.deep.equal(fabrikam);
      expect(await idsOf({ text: 'brakes' })).to.deep.equal([]);
    });

    it('creates many repairs or none', async () => {
      const repairs = Array.from({ length: 250 }, (_, day) =>
        aRepair({ date: day % 2 === 0 ? '2024-01-02' : '2024-01-01' }),
      );
      await repository.storage().createAll('contoso', repairs);
      const expected = [0, 1]
        .flatMap((odd) => repairs.filter((_, day) => day % 2 === odd).reverse())
        .map(({ id }) => id);
      expect((await pagesOf({ limit: 100 })).flat()).to.deep.equal(expected);

      const taken = repairs[0] ?? aRepair();
      await faultOf(repository.storage().createAll('contoso', [aRepair({ title: 'Brakes' }), taken]));
      expect(await idsOf({ text: 'brakes' })).to.deep.equal([]);
      await repository.storage().createAll('contoso', []);
    });
  });

  describeSearch(repository);
  describeChanges(repository);
}
