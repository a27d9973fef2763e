import { expect } from 'chai';
import { InvalidRequest, NotFound } from '../../src/foundation/errors.ts';
import { createRepairs, type Repairs } from '../../src/repairs/repairs.ts';
import type { RepairStorage } from '../../src/storage/sql/repair-storage.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/open-sqlite-storage.ts';
import { createTemporaryFolders } from '../storage/temporary-folder.ts';

const input = { title: 'Oil change', description: 'Drain the oil.', assignedTo: 'Karin Blair' };

describe('repairs', () => {
  const newFolder = createTemporaryFolders();
  let storage: RepairStorage;
  let repairs: Repairs;

  beforeEach(async () => {
    const now = () => new Date('2026-03-04T23:59:59.999Z');
    storage = await openSqliteStorage({ folder: newFolder(), now });
    let number = 0;
    repairs = createRepairs({ repository: storage, newId: () => `id-${++number}`, now });
  });

  afterEach(() => storage.close());

  it('are open and dated today by default', async () => {
    expect(await repairs.create('contoso', input)).to.deep.equal({
      ...input,
      id: 'id-1',
      date: '2026-03-04',
      image: undefined,
      status: 'open',
      version: 1,
    });
    const given = { date: '2024-02-29', image: '/pictures/lights.png', status: 'done' } as const;
    expect(await repairs.create('contoso', { ...input, ...given })).to.include(given);
  });

  it('are normalized before they are stored', async () => {
    const { id } = await repairs.create('contoso', { ...input, title: ' Oil ' });
    expect(await repairs.get('contoso', id)).to.include({ title: 'Oil' });
    expect(await repairs.update('contoso', id, 1, { title: ' Brakes ' })).to.include({ title: 'Brakes', version: 2 });
  });

  it('are rejected with the name of the invalid field', async () => {
    const { id } = await repairs.create('contoso', input);
    for (const work of [
      () => repairs.create('contoso', { ...input, title: '' }),
      () => repairs.update('contoso', id, 1, { title: '\0' }),
    ]) {
      const fault = await work().catch((cause: unknown) => cause);
      expect(fault).to.be.instanceOf(InvalidRequest).with.property('field', 'title');
    }
    const fault = await repairs.list('contoso', { limit: 0 }).catch((cause: unknown) => cause);
    expect(fault).to.be.instanceOf(InvalidRequest).with.property('field', 'limit');
  });

  it('of another tenant are indistinguishable from repairs that do not exist', async () => {
    const { id } = await repairs.create('contoso', input);
    const answers = new Set<string>();
    for (const [tenant, one] of [
      ['fabrikam', id],
      ['fabrikam', 'never'],
      ['contoso', 'never'],
      ['contoso', 'a\0b'],
      ['contoso', '\ud800'],
    ] as const) {
      for (const work of [
        () => repairs.get(tenant, one),
        () => repairs.update(tenant, one, 1, { status: 'done' }),
        () => repairs.remove(tenant, one, 1),
      ]) {
        const fault = await work().catch((cause: unknown) => cause);
        expect(fault).to.be.instanceOf(NotFound);
        answers.add((fault as NotFound).message);
      }
    }
    expect(answers).to.have.lengthOf(1);
    expect(await repairs.get('contoso', id)).to.include({ version: 1, status: 'open' });
  });

  it('can be deleted only once', async () => {
    const { id } = await repairs.create('contoso', input);
    await repairs.remove('contoso', id, 1);
    const fault = await repairs.remove('contoso', id, 1).catch((cause: unknown) => cause);
    expect(fault).to.be.instanceOf(NotFound);
  });
});
