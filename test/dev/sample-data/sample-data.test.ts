import { expect } from 'chai';
import { contoso, fabrikam, sampleRepairs } from '../../../src/dev/sample-data/sample-data.ts';
import { seedSampleData } from '../../../src/dev/sample-data/seed-sample-data.ts';
import { createRepairs } from '../../../src/repairs/repairs.ts';
import { openSqliteStorage } from '../../../src/storage/sqlite/open-sqlite-storage.ts';
import { createTemporaryFolders } from '../../storage/temporary-folder.ts';
import { aRepair } from '../../support/a-repair.ts';

const pictures = new Set(
  [
    ...['oil-change', 'brake-repairs', 'tire-service', 'battery-replacement', 'engine-tune-up', 'bodywork'],
    ...['suspension-and-steering', 'air-conditioning', 'windshield', 'lights', 'transmission', 'exhaust'],
  ].map((name) => `/pictures/${name}.png`),
);

describe('sample data', () => {
  const newFolder = createTemporaryFolders();
  const now = () => new Date('2026-01-01T00:00:00Z');

  it('starts with the six well-known repairs', () => {
    const six = (sampleRepairs.get(contoso) ?? []).slice(0, 6);
    expect(six.map(({ id, title, assignedTo, date }) => [id, title, assignedTo, date])).to.deep.equal([
      ['1', 'Oil change', 'Karin Blair', '2023-05-23'],
      ['2', 'Brake repairs', 'Issac Fielder', '2023-05-24'],
      ['3', 'Tire service', 'Karin Blair', '2023-05-24'],
      ['4', 'Battery replacement', 'Ashley McCarthy', '2023-05-25'],
      ['5', 'Engine tune-up', 'Karin Blair', '2023-05-28'],
      ['6', 'Suspension and steering repairs', 'Daisy Phillips', '2023-05-29'],
    ]);
  });

  it('fills several pages and covers every picture, every status and edge cases', () => {
    const contosoRepairs = sampleRepairs.get(contoso) ?? [];
    expect(contosoRepairs).to.have.length.within(60, 80);
    expect(sampleRepairs.get(fabrikam)).to.have.lengthOf(25);
    const images = new Set([...sampleRepairs.values()].flat().map(({ image }) => image));
    expect([...images]).to.have.members([...pictures, undefined]);
    expect(new Set(contosoRepairs.map(({ status }) => status))).to.have.lengthOf(3);
    expect(contosoRepairs.some(({ assignedTo }) => /[^ -~]/.test(assignedTo))).to.equal(true);
    expect(contosoRepairs.some(({ description }) => description.length > 800)).to.equal(true);
  });

  it('satisfies the rules for repairs', async () => {
    const storage = await openSqliteStorage({ folder: newFolder(), now });
    for (const [tenant, repairs] of sampleRepairs) {
      let id = '';
      const service = createRepairs({ repository: storage, newId: () => id, now });
      for (const { version, image, ...fields } of repairs) {
        id = fields.id;
        const kept = await service.create(tenant, { ...fields, ...(image === undefined ? {} : { image }) });
        expect(kept).to.deep.equal({ ...fields, image, version });
      }
    }
    await storage.close();
  });

  it('is seeded once, and only for tenants without repairs', async () => {
    const storage = await openSqliteStorage({ folder: newFolder(), now });
    await storage.create(fabrikam, aRepair({ id: 'own' }));
    await seedSampleData(storage);
    await seedSampleData(storage);
    const { results } = await storage.list(contoso, { limit: 100 });
    expect(results).to.have.lengthOf(sampleRepairs.get(contoso)?.length ?? 0);
    expect((await storage.list(fabrikam, { limit: 100 })).results.map(({ id }) => id)).to.deep.equal(['own']);
    await storage.close();
  });
});
