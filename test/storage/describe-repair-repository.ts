import { expect } from 'chai';
import { Conflict, IdempotencyKeyReused, InvalidRequest, PreconditionFailed, Unavailable } from '../../src/errors.ts';
import type { RepairQuery } from '../../src/repairs/query.ts';
import type { Repair } from '../../src/repairs/repair.ts';
import type { RepairStorage } from '../../src/storage/repair-storage.ts';
import { aRepair } from '../support/a-repair.ts';

const hour = 60 * 60 * 1000;

/**
 * What every repository has to do, whatever database is behind it.
 * @param open gives an empty one that lives by the clock.
 */
export function describeRepairRepository(open: (now: () => Date) => Promise<RepairStorage>): void {
  let storage: RepairStorage;
  let time: number;

  beforeEach(async () => {
    time = Date.parse('2026-01-01T00:00:00Z');
    storage = await open(() => new Date(time));
  });

  afterEach(() => storage.close());

  async function create(...overrides: readonly Partial<Repair>[]): Promise<readonly Repair[]> {
    const repairs = overrides.map((fields) => aRepair(fields));
    for (const repair of repairs) {
      await storage.create('contoso', repair);
    }
    return repairs;
  }

  async function idsOf(query: Partial<RepairQuery> = {}, tenantId = 'contoso'): Promise<readonly string[]> {
    return (await storage.list(tenantId, { limit: 100, ...query })).results.map(({ id }) => id);
  }

  async function pagesOf(query: RepairQuery, between: () => Promise<unknown> = async () => {}) {
    const pages: (readonly string[])[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await storage.list('contoso', cursor === undefined ? query : { ...query, cursor });
      pages.push(page.results.map(({ id }) => id));
      cursor = page.nextCursor;
      await between();
    }
    return pages;
  }

  const faultOf = (work: Promise<unknown>) =>
    work.then(
      () => expect.fail('nothing was refused'),
      (fault: unknown) => fault,
    );

  describe('create and find', () => {
    it('gives back what was kept', async () => {
      const repair = aRepair({ description: 'Line one\nline two 😀 \'"`;--', image: undefined, status: 'inProgress' });
      expect(await storage.create('contoso', repair)).to.deep.equal(repair);
      expect(await storage.find('contoso', repair.id)).to.deep.equal(repair);
    });

    it('finds nothing of another tenant', async () => {
      const [repair] = await create({});
      expect(await storage.find('fabrikam', repair?.id ?? '')).to.equal(undefined);
      expect(await idsOf({}, 'fabrikam')).to.deep.equal([]);
      for (const filter of [{ assignedTo: 'karin' }, { text: 'oil' }, { status: 'open' }] as const) {
        expect(await idsOf(filter, 'fabrikam')).to.deep.equal([]);
        expect(await idsOf(filter)).to.have.lengthOf(1);
      }
    });

    it('takes the same id in two tenants, once in each', async () => {
      const [contoso, fabrikam] = [aRepair({ id: '1' }), aRepair({ id: '1', title: 'Brakes' })];
      await storage.create('contoso', contoso);
      await storage.create('fabrikam', fabrikam);
      expect(await faultOf(storage.create('contoso', fabrikam))).to.be.instanceOf(Conflict);
      expect(await storage.find('contoso', '1')).to.deep.equal(contoso);
      expect(await storage.find('fabrikam', '1')).to.deep.equal(fabrikam);
      expect(await idsOf({ text: 'brakes' })).to.deep.equal([]);
    });

    it('takes many at once, or none of them', async () => {
      const repairs = Array.from({ length: 250 }, (_, day) =>
        aRepair({ date: day % 2 === 0 ? '2024-01-02' : '2024-01-01' }),
      );
      await storage.createAll('contoso', repairs);
      const expected = [0, 1]
        .flatMap((odd) => repairs.filter((_, day) => day % 2 === odd).reverse())
        .map(({ id }) => id);
      expect((await pagesOf({ limit: 100 })).flat()).to.deep.equal(expected);

      const taken = repairs[0] ?? aRepair();
      expect(await faultOf(storage.createAll('contoso', [aRepair({ title: 'Brakes' }), taken]))).to.be.instanceOf(
        Conflict,
      );
      expect(await idsOf({ text: 'brakes' })).to.deep.equal([]);
      await storage.createAll('contoso', []);
    });
  });

  describe('list', () => {
    it('is newest first, of one day the one created last', async () => {
      await create({ id: 'b', date: '2024-05-01' }, { id: 'a', date: '2024-05-01' }, { id: 'c', date: '2024-05-02' });
      await create({ id: 'd', date: '0001-01-01' }, { id: 'e', date: '9999-12-31' }, { id: 'f', date: '1969-12-31' });
      expect(await idsOf()).to.deep.equal(['e', 'c', 'a', 'b', 'f', 'd']);
    });

    it('comes in pages, each repair once, ties or not, with any filter', async () => {
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

    it('loses and doubles nothing while repairs come and go', async () => {
      const before = await create(...Array.from({ length: 20 }, () => ({ date: '2024-05-01' })));
      const newer = () => create({ date: '2024-06-01' }, { date: '2024-05-01' });
      const seen = (await pagesOf({ limit: 3 }, newer)).flat();
      expect(seen).to.deep.equal(before.map(({ id }) => id).reverse());
    });

    it('goes on where the repair at the end of a page was deleted', async () => {
      const [one, two, three] = (await create({}, {}, {})).map(({ id }) => id);
      const { nextCursor = '' } = await storage.list('contoso', { limit: 2 });
      await storage.remove('contoso', two ?? '', 1);
      expect(await idsOf({ cursor: nextCursor })).to.deep.equal([one]);
      expect(await idsOf()).to.deep.equal([three, one]);
    });

    it('refuses a cursor that is not one of its own', async () => {
      await create({}, {});
      const { nextCursor = '' } = await storage.list('contoso', { limit: 1 });
      for (const cursor of [
        ...['', ' ', 'x', '\0', '\ud800', 'é', 'A'.repeat(100)],
        ...[`${nextCursor}=`, `${nextCursor}A`, ` ${nextCursor}`, nextCursor.slice(1)],
        ...['01', '-1', '1.5', '1e3', '0x1', '9999999999999999'].map((text) => Buffer.from(text).toString('base64url')),
      ]) {
        const fault = await faultOf(storage.list('contoso', { limit: 1, cursor }));
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
      ),
    );

    for (const [name, ids] of [
      ['Karin Blair', ['1']],
      ['kArIn', ['3', '1']],
      ['BLAIR', ['1']],
      [' karin   blair ', ['1']],
      ['José María Núñez', ['2']],
      ['JOSE MARIA NUNEZ', ['2']],
      ['núñez', ['2']],
      ['GROSSMANN', ['3']],
      ['karin großmann', ['3']],
      ['ΘΕΌΔΩΡΟΣ', ['4']],
      ['ipek', ['5']],
      ['Kar', []],
      ['Blair Karin', []],
      ['%', []],
      ["' or 1=1 --", []],
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

    it('may hold a hundred words', async () => {
      const words = Array.from({ length: 100 }, (_, n) => `word${n}`).join(' ');
      await create({ id: '6', description: words });
      expect(await idsOf({ text: words })).to.deep.equal(['6']);
      expect(await idsOf({ text: `${words} missing` })).to.deep.equal([]);
    });
  });

  it('filters together narrow', async () => {
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
  });

  describe('update', () => {
    it('changes the given fields and the version', async () => {
      const [repair = aRepair()] = await create({});
      const changed = { ...repair, status: 'done', title: 'Brakes', version: 2 } as const;
      expect(await storage.update('contoso', repair.id, 1, { status: 'done', title: 'Brakes' })).to.deep.equal(changed);
      expect(await storage.find('contoso', repair.id)).to.deep.equal(changed);
    });

    it('shows in every filter and in the order', async () => {
      await create({ id: '1', date: '2024-01-01' }, { id: '2', date: '2024-01-02', title: 'Other', description: '' });
      await storage.update('contoso', '1', 1, { date: '2024-01-03', assignedTo: 'Mona Kane' });
      await storage.update('contoso', '1', 2, { status: 'done', title: 'Brakes', description: 'Pads' });
      expect(await idsOf()).to.deep.equal(['1', '2']);
      for (const filter of [{ assignedTo: 'mona' }, { text: 'pads' }, { status: 'done' }] as const) {
        expect(await idsOf(filter)).to.deep.equal(['1']);
      }
      expect(await idsOf({ assignedTo: 'mona', status: 'done', text: 'brakes' })).to.deep.equal(['1']);
      expect(await idsOf({ assignedTo: 'karin' })).to.deep.equal(['2']);
      expect(await idsOf({ text: 'oil' })).to.deep.equal([]);
      expect(await idsOf({ status: 'open' })).to.deep.equal(['2']);
    });

    it('of a day keeps the order among those of the new day', async () => {
      await create({ id: '1', date: '2024-01-01' }, { id: '2', date: '2024-01-02' }, { id: '3', date: '2024-01-02' });
      await storage.update('contoso', '1', 1, { date: '2024-01-02' });
      expect(await idsOf()).to.deep.equal(['3', '2', '1']);
    });

    it('of another version is refused and changes nothing', async () => {
      const [repair = aRepair()] = await create({});
      for (const version of [0, 2, -1, 1.5]) {
        const fault = await faultOf(storage.update('contoso', repair.id, version, { title: 'Brakes' }));
        expect(fault).to.be.instanceOf(PreconditionFailed);
      }
      expect(await storage.find('contoso', repair.id)).to.deep.equal(repair);
      expect(await idsOf({ text: 'brakes' })).to.deep.equal([]);
    });

    it('of an unknown id or of another tenant finds none', async () => {
      const [repair = aRepair()] = await create({});
      expect(await storage.update('contoso', 'never', 1, { title: 'x' })).to.equal(undefined);
      expect(await storage.update('fabrikam', repair.id, 1, { title: 'x' })).to.equal(undefined);
      expect(await storage.find('contoso', repair.id)).to.deep.equal(repair);
    });

    it('by many at once is done by exactly one', async () => {
      const [repair = aRepair()] = await create({});
      const titles = Array.from({ length: 10 }, (_, n) => `Title ${n}`);
      const answers = await Promise.allSettled(
        titles.map((title) => storage.update('contoso', repair.id, 1, { title })),
      );
      const [won, ...others] = answers.filter(({ status }) => status === 'fulfilled');
      expect(others).to.deep.equal([]);
      expect(await storage.find('contoso', repair.id)).to.deep.equal((won as PromiseFulfilledResult<Repair>).value);
      for (const answer of answers.filter(({ status }) => status === 'rejected')) {
        expect((answer as PromiseRejectedResult).reason).to.be.instanceOf(PreconditionFailed);
      }
    });
  });

  describe('remove', () => {
    it('leaves nothing that a filter finds', async () => {
      const [repair = aRepair()] = await create({});
      expect(await storage.remove('contoso', repair.id, 1)).to.equal(true);
      expect(await storage.find('contoso', repair.id)).to.equal(undefined);
      for (const filter of [{}, { assignedTo: 'karin' }, { text: 'oil' }, { status: 'open' }] as const) {
        expect(await idsOf(filter)).to.deep.equal([]);
      }
      expect(await storage.remove('contoso', repair.id, 1)).to.equal(false);
    });

    it('of another version is refused, of another tenant finds none', async () => {
      const [repair = aRepair()] = await create({});
      expect(await faultOf(storage.remove('contoso', repair.id, 2))).to.be.instanceOf(PreconditionFailed);
      expect(await storage.remove('fabrikam', repair.id, 1)).to.equal(false);
      expect(await idsOf({ text: 'oil', assignedTo: 'karin' })).to.deep.equal([repair.id]);
    });

    it('races with an update, and one of them wins', async () => {
      const [repair = aRepair()] = await create({});
      const answers = await Promise.allSettled([
        storage.update('contoso', repair.id, 1, { status: 'done' }),
        storage.remove('contoso', repair.id, 1),
      ]);
      expect(answers.filter(({ status }) => status === 'rejected')).to.have.lengthOf(1);
    });
  });

  describe('an idempotency key', () => {
    const idempotency = { userId: 'karin', key: 'key', fingerprint: 'digest' };

    it('gives the first answer again, whatever became of the repair', async () => {
      const first = aRepair({ image: undefined });
      expect(await storage.create('contoso', first, idempotency)).to.deep.equal(first);
      expect(await storage.create('contoso', aRepair(), idempotency)).to.deep.equal(first);
      await storage.update('contoso', first.id, 1, { title: 'Changed' });
      expect(await storage.create('contoso', aRepair(), idempotency)).to.deep.equal(first);
      await storage.remove('contoso', first.id, 2);
      expect(await storage.create('contoso', aRepair(), idempotency)).to.deep.equal(first);
      expect(await idsOf()).to.deep.equal([]);
    });

    it('is refused for another request', async () => {
      await storage.create('contoso', aRepair(), idempotency);
      const fault = await faultOf(storage.create('contoso', aRepair(), { ...idempotency, fingerprint: 'other' }));
      expect(fault).to.be.instanceOf(IdempotencyKeyReused);
      expect(await idsOf()).to.have.lengthOf(1);
    });

    it('belongs to one person of one tenant', async () => {
      await storage.create('contoso', aRepair(), idempotency);
      await storage.create('contoso', aRepair(), { ...idempotency, userId: 'daisy' });
      await storage.create('fabrikam', aRepair(), idempotency);
      expect(await idsOf()).to.have.lengthOf(2);
      expect(await idsOf({}, 'fabrikam')).to.have.lengthOf(1);
    });

    it('sent many times at once creates one repair', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => storage.create('contoso', aRepair(), idempotency)),
      );
      expect(new Set(answers.map(({ id }) => id))).to.have.lengthOf(1);
      expect(await idsOf()).to.deep.equal([answers[0]?.id]);
    });

    it('is not used up by a request that failed', async () => {
      const [taken = aRepair()] = await create({});
      expect(await faultOf(storage.create('contoso', taken, idempotency))).to.be.instanceOf(Conflict);
      const next = aRepair();
      expect(await storage.create('contoso', next, idempotency)).to.deep.equal(next);
    });

    it('is forgotten after 24 hours, even with many others', async () => {
      const keys = Array.from({ length: 25 }, (_, n) => ({ ...idempotency, key: `key-${n}` }));
      for (const key of keys) {
        await storage.create('contoso', aRepair(), key);
      }
      time += 24 * hour - 1;
      await storage.create('contoso', aRepair(), keys[24]);
      expect(await idsOf()).to.have.lengthOf(25);
      time += 1;
      const again = aRepair();
      expect(
        await storage.create('contoso', again, { userId: 'karin', key: 'key-24', fingerprint: 'other' }),
      ).to.deep.equal(again);
      expect(await idsOf()).to.have.lengthOf(26);
    });
  });

  it('answers a ping until it is closed, then Unavailable to everything', async () => {
    await storage.ping();
    await storage.close();
    for (const work of [
      () => storage.ping(),
      () => storage.list('contoso', { limit: 1 }),
      () => storage.create('contoso', aRepair()),
    ]) {
      expect(await faultOf(work())).to.be.instanceOf(Unavailable);
    }
  });
}
