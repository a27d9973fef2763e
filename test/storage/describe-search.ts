import { expect } from 'chai';
import { InvalidRequest } from '../../src/foundation/errors.ts';
import { faultOf, type RepositoryUnderTest } from './repository-under-test.ts';

/** Tests of lists and filters that every repository must pass. */
export function describeSearch(repository: RepositoryUnderTest): void {
  const { create, idsOf, pagesOf } = repository;

  describe('list', () => {
    it('is ordered by date, then by creation, newest first', async () => {
      await create({ id: 'b', date: '2024-05-01' }, { id: 'a', date: '2024-05-01' }, { id: 'c', date: '2024-05-02' });
      await create({ id: 'd', date: '0001-01-01' }, { id: 'e', date: '9999-12-31' }, { id: 'f', date: '1969-12-31' });
      expect(await idsOf()).to.deep.equal(['e', 'c', 'a', 'b', 'f', 'd']);
    });

    it('returns each repair once across pages, with any filter', async () => {
      const repairs = await create(...Array.from({ length: 23 }, (_, n) => ({ date: `2024-05-0${1 + (n % 3)}` })));
      for (const filter of [{}, { status: 'open' }, { assignedTo: 'blair' }, { text: 'oil' }] as const) {
        const all = await idsOf(filter);
        expect(all).to.have.members(repairs.map(({ id }) => id));
        for (const limit of [1, 7, 22, 23, 24]) {
          const pages = await pagesOf({ ...filter, limit });
          expect(pages.flat()).to.deep.equal(all);
          expect(pages).to.have.lengthOf(Math.ceil(23 / limit));
        }
      }
    });

    it('neither skips nor repeats repairs while others are created', async () => {
      const before = await create(...Array.from({ length: 20 }, () => ({ date: '2024-05-01' })));
      const newer = () => create({ date: '2024-06-01' }, { date: '2024-05-01' });
      const seen = (await pagesOf({ limit: 3 }, newer)).flat();
      expect(seen).to.deep.equal(before.map(({ id }) => id).reverse());
    });

    it('continues after a page whose last repair was deleted', async () => {
      const [one, two, three] = (await create({}, {}, {})).map(({ id }) => id);
      const { nextCursor = '' } = await repository.storage().list('contoso', { limit: 2 });
      await repository.storage().remove('contoso', two ?? '', 1);
      expect(await idsOf({ cursor: nextCursor })).to.deep.equal([one]);
      expect(await idsOf()).to.deep.equal([three, one]);
    });

    it('rejects invalid cursors', async () => {
      await create({}, {});
      const { nextCursor = '' } = await repository.storage().list('contoso', { limit: 1 });
      for (const cursor of [
        ...['', ' ', 'x', '\0', '\ud800', 'é', 'A'.repeat(100)],
        ...[`${nextCursor}=`, `${nextCursor}A`, ` ${nextCursor}`, nextCursor.slice(1)],
        ...['01', '-1', '1.5', '1e3', '0x1', '9999999999999999'].map((text) => Buffer.from(text).toString('base64url')),
      ]) {
        const fault = await faultOf(repository.storage().list('contoso', { limit: 1, cursor }));
        expect(fault, JSON.stringify(cursor)).to.be.instanceOf(InvalidRequest).with.property('field', 'cursor');
      }
    });
  });

  describe('assignedTo', () => {
    beforeEach(() =>
      create(
        { id: '1', assignedTo: 'Karin Blair' },
        { id: '2', assignedTo: 'José María Núñez' },
        { id: '3', assignedTo: 'Karin  Großmann' },
        { id: '4', assignedTo: 'Θεόδωρος' },
        { id: '5', assignedTo: 'İpek Işık' },
        { id: '6', assignedTo: "Anna O'Brien-Smythe" },
        { id: '7', assignedTo: 'Bartholomew-Christopherson' },
      ),
    );

    for (const [name, ids] of [
      ['Karin Blair', ['1']],
      ['kArIn', ['3', '1']],
      ['BLAIR', ['1']],
      [' karin   blair ', ['1']],
      ['Kar', ['3', '1']],
      ['k', ['3', '1']],
      ['Karin B', ['1']],
      ['K Bl', ['1']],
      ['blair, karin', ['1']],
      ['Karin Blairs', []],
      ['arin', []],
      ['lair', []],
      ['karin karin', ['3', '1']],
      ['k ka kar karin', ['3', '1']],
      ['"Karin Blair"', ['1']],
      ['“KARIN  blair”', ['1']],
      ['"Karin B"', []],
      ['"Blair Karin"', []],
      ['"Karin"', []],
      ['"Karin', ['3', '1']],
      ['José María Núñez', ['2']],
      ['JOSE MARIA NUNEZ', ['2']],
      ['núñez', ['2']],
      ['mari', ['2']],
      ['GROSSMANN', ['3']],
      ['karin großm', ['3']],
      ['ΘΕΌΔΩΡΟΣ', ['4']],
      ['θε', ['4']],
      ['ipek', ['5']],
      ["o'b", ['6']],
      ['O’Brien-Sm', ['6']],
      ['smythe', ['6']],
      ['bartholomew-christopherso', ['7']],
      ['%', []],
      ['*', []],
      ['""', []],
      ["' or 1=1 --", []],
      ['names : karin', []],
      [' ', []],
    ] as const) {
      it(`${JSON.stringify(name)} finds ${ids.length === 0 ? 'nobody' : ids.join(' and ')}`, async () => {
        expect(await idsOf({ assignedTo: name })).to.deep.equal(ids);
      });
    }
  });

  describe('text', () => {
    beforeEach(() =>
      create(
        { id: '1', title: 'Oil change', description: 'Drain the old oil; fit filter W-712/94.' },
        { id: '2', title: 'Ölwechsel', description: 'Große Inspektion' },
        { id: '3', title: 'Brake repairs', description: 'Oil on the discs' },
        { id: '4', title: '油の交換', description: 'донкрат' },
        { id: '5', title: 'Long', description: `${'x'.repeat(70)}y end` },
      ),
    );

    for (const [text, ids] of [
      ['oil', ['3', '1']],
      ['OIL', ['3', '1']],
      ['oil change', ['1']],
      ['change oil', ['1']],
      ['chan', ['1']],
      ['chan oil', []],
      ['oil disc', ['3']],
      ['rep', ['3']],
      ['ol', ['2', '1']],
      ['öl', ['2', '1']],
      ['grosse', ['2']],
      ['w-712', ['1']],
      ['712/9', ['1']],
      ['油', ['4']],
      ['ДОНК', ['4']],
      ['x'.repeat(65), ['5']],
      [`${'x'.repeat(70)}y`, ['5']],
      [`${'x'.repeat(70)}z`, []],
      ['nothing', []],
      ['', []],
      [' !"*()^-:+ ', []],
      ['"oil', ['3', '1']],
      ['oil*', ['3', '1']],
      ['oil AND brake', []],
      ['oil OR brake', []],
      ['NOT oil', []],
      ['title : oil', []],
      ['scope : oil', []],
      ['NEAR(oil change)', []],
      ['-oil', ['3', '1']],
      ["'; drop table repairs; --", []],
    ] as const) {
      it(`${JSON.stringify(text).slice(0, 40)} finds ${ids.length === 0 ? 'nothing' : ids.join(' and ')}`, async () => {
        expect(await idsOf({ text })).to.deep.equal(ids);
      });
    }

    it('counts only with its first six different words', async () => {
      const words = Array.from({ length: 100 }, (_, n) => `word${n}`).join(' ');
      await create({ id: '6', description: words });
      expect(await idsOf({ text: words })).to.deep.equal(['6']);
      expect(await idsOf({ text: 'word1 word2 word3 word4 word5 word5 missing' })).to.deep.equal([]);
      expect(await idsOf({ text: 'word1 word2 word3 word4 word5 word6 missing' })).to.deep.equal(['6']);
      expect(await idsOf({ assignedTo: 'kar bl x' })).to.deep.equal([]);
      expect(await idsOf({ text: 'word1', assignedTo: 'k b x' })).to.deep.equal([]);
    });
  });

  it('combines filters with AND', async () => {
    await create(
      { id: '1', assignedTo: 'Karin Blair', status: 'open', title: 'Oil' },
      { id: '2', assignedTo: 'Karin Kane', status: 'done', title: 'Oil' },
      { id: '3', assignedTo: 'Karin Blair', status: 'done', title: 'Brakes', description: '' },
      { id: '4', assignedTo: 'Mona Kane', status: 'done', title: 'Oil' },
    );
    expect(await idsOf({ assignedTo: 'karin', status: 'done' })).to.deep.equal(['3', '2']);
    expect(await idsOf({ assignedTo: 'karin', text: 'oil' })).to.deep.equal(['2', '1']);
    expect(await idsOf({ status: 'done', text: 'oil' })).to.deep.equal(['4', '2']);
    expect(await idsOf({ assignedTo: 'kane', status: 'done', text: 'oi' })).to.deep.equal(['4', '2']);
    expect(await idsOf({ assignedTo: 'blair', status: 'done', text: 'oil' })).to.deep.equal([]);
    expect(await idsOf({ assignedTo: 'ka k', status: 'done' })).to.deep.equal(['4', '3', '2']);
    expect(await idsOf({ assignedTo: '"karin kane"', text: 'oil' })).to.deep.equal(['2']);
    expect(await idsOf({ assignedTo: 'kane' }, 'fabrikam')).to.deep.equal([]);
  });
}
