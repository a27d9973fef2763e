import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../src/foundation/errors.ts';
import { type NewRepair, repairStatuses } from '../../src/repairs/repair.ts';
import { createRepairs } from '../../src/repairs/repairs.ts';
import { toWholeName } from '../../src/repairs/whole-name.ts';
import type { RepairStorage } from '../../src/storage/sql/repair-storage.ts';
import { toNameWords, toWords } from '../../src/storage/sql/words.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/open-sqlite-storage.ts';
import { createRandom, generateRepairs } from '../support/generate-repairs.ts';
import { isAssignedTo } from '../support/is-assigned-to.ts';
import { expectConsistent } from './expect-consistent.ts';
import { createTemporaryFolders } from './temporary-folder.ts';

const codeUnits = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom(
      ...['"', "'", '*', ':', '^', '(', ')', '-', ' ', 'AND', 'NEAR', 'words', 'oil', 'İ', 'ß', '\u0308'],
    ),
  ),
});
const anyText = fc.oneof(
  codeUnits,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('oil', 'veh', 'karin', 'blair kane'),
);
const orAbsent = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

/** Omits undefined fields. */
function present<Fields extends object>(fields: Fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

describe('repairs on SQLite', () => {
  const newFolder = createTemporaryFolders();
  const now = () => new Date('2026-01-01T00:00:00Z');
  let folder: string;
  let storage: RepairStorage;
  let number = 0;

  beforeEach(async () => {
    folder = newFolder();
    storage = await openSqliteStorage({ folder, now });
  });

  afterEach(() => storage.close());

  const repairsOf = () => createRepairs({ repository: storage, newId: () => `contoso-${++number}`, now });

  it('are returned to their own tenant only, and invalid queries throw InvalidRequest', async () => {
    for (const tenant of ['contoso', 'fabrikam']) {
      const repairs = generateRepairs(60, createRandom(1)).map((repair) => ({
        ...repair,
        id: `${tenant}-${repair.id}`,
      }));
      await storage.createAll(tenant, repairs);
    }
    const query = fc.record({
      assignedTo: orAbsent(anyText),
      text: orAbsent(anyText),
      status: orAbsent(fc.constantFrom(...repairStatuses)),
      cursor: orAbsent(
        fc.oneof(
          anyText,
          fc.nat().map((n) => Buffer.from(String(n)).toString('base64url')),
        ),
      ),
      limit: fc.integer({ min: 1, max: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ limit, ...filters }) => {
        try {
          const { results } = await repairsOf().list('contoso', { limit, ...present(filters) });
          expect(results.filter(({ id }) => !id.startsWith('contoso-'))).to.deep.equal([]);
        } catch (fault) {
          expect(fault).to.be.instanceOf(InvalidRequest);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('with arbitrary text are stored unchanged and found by each of their words and names', async () => {
    const input: fc.Arbitrary<NewRepair> = fc.record({ title: anyText, description: anyText, assignedTo: anyText });
    await fc.assert(
      fc.asyncProperty(input, async (fields) => {
        const repair = await repairsOf()
          .create('contoso', fields)
          .catch((fault: unknown) => expect(fault).to.be.instanceOf(InvalidRequest) && undefined);
        if (repair === undefined) {
          return;
        }
        expect(await storage.find('contoso', repair.id)).to.deep.equal(repair);
        const { title, description, assignedTo } = repair;
        const words = toWords(`${title}\n${description}`);
        const names = toNameWords(assignedTo);
        if (names.length === 0) {
          return;
        }
        for (const query of [
          { assignedTo },
          { assignedTo: toWholeName(assignedTo) },
          ...names.map((name) => ({ assignedTo: name.slice(0, name.codePointAt(0) === name.charCodeAt(0) ? 1 : 2) })),
          ...words.map((text) => ({ text, assignedTo })),
          ...(words.length === 0 ? [] : [{ text: words.join(' '), assignedTo }]),
        ]) {
          const { results } = await storage.list('contoso', { limit: 1, ...query });
          expect(
            results.map(({ id }) => id),
            JSON.stringify(query),
          ).to.deep.equal([repair.id]);
        }
      }),
      { numRuns: 200 },
    );
    expectConsistent(join(folder, 'repairs.sqlite'));
  });

  it('are listed if and only if they match the filters', async () => {
    const repairs = generateRepairs(300, createRandom(2));
    await storage.createAll('contoso', repairs);
    const query = fc.record({
      assignedTo: orAbsent(
        fc.constantFrom('karin', 'Nunez', 'Zoë Kane', 'k', 'b bab', '"zoe kane"', '"zoe kan"', 'nobody'),
      ),
      status: orAbsent(fc.constantFrom(...repairStatuses)),
      text: orAbsent(
        fc.constantFrom('oil', 'rep', 'vehicle', 'front bearing', 're', 'oil tire', 'the 1', 'light valve s'),
      ),
    });
    await fc.assert(
      fc.asyncProperty(query, async (filters) => {
        const { assignedTo, status, text } = filters;
        const words = text === undefined ? [] : toWords(text);
        const expected = repairs.filter((repair) => {
          const kept = toWords(`${repair.title} ${repair.description}`);
          return (
            (assignedTo === undefined || isAssignedTo(repair.assignedTo, assignedTo)) &&
            (status === undefined || repair.status === status) &&
            words.every((word, place) =>
              kept.some((one) => (place === words.length - 1 ? one.startsWith(word) : one === word)),
            )
          );
        });
        const found: string[] = [];
        for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
          const page = await storage.list('contoso', { limit: 40, ...present({ ...filters, cursor }) });
          found.push(...page.results.map(({ id }) => id));
          cursor = page.nextCursor;
        }
        const inOrder = expected.map((repair, place) => ({ ...repair, place }));
        inOrder.sort((one, other) => other.date.localeCompare(one.date) || other.place - one.place);
        expect(found).to.deep.equal(inOrder.map(({ id }) => id));
      }),
    );
  });

  it('keep names and search index consistent after any sequence of changes', async () => {
    const change = fc.record({
      target: fc.nat({ max: 9 }),
      kind: fc.constantFrom('create', 'update', 'remove'),
      title: fc.constantFrom('Oil change', 'Brakes', '?'),
      assignedTo: fc.constantFrom('Karin Blair', 'Blair', 'Zoë Kane'),
      date: fc.constantFrom('2024-01-01', '2024-01-02', '2025-01-01'),
      status: fc.constantFrom(...repairStatuses),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 40 }), async (changes) => {
        for (const { target, kind, ...fields } of changes) {
          const repair = await storage.find('contoso', String(target));
          const version = repair?.version ?? 1;
          if (repair === undefined) {
            await storage.create('contoso', {
              id: String(target),
              description: 'a',
              image: undefined,
              version,
              ...fields,
            });
          } else if (kind === 'remove') {
            await storage.remove('contoso', repair.id, version);
          } else {
            await storage.update('contoso', repair.id, version, fields);
          }
        }
        expectConsistent(join(folder, 'repairs.sqlite'));
      }),
      { numRuns: 10 },
    );
  });
});
