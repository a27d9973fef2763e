import { expect } from 'chai';
import { Kysely, sql } from 'kysely';
import type { RepairQuery } from '../../../src/repairs/query.ts';
import { toListQuery } from '../../../src/storage/sql/list-query.ts';
import { migrate } from '../../../src/storage/sql/migrate.ts';
import { toCursor } from '../../../src/storage/sql/position.ts';
import type { Schema } from '../../../src/storage/sql/schema.ts';
import { openSqliteDatabase } from '../../../src/storage/sqlite/open-sqlite-database.ts';
import { EmbeddedSqliteDialect } from '../../../src/storage/sqlite/sqlite-dialect.ts';
import { sqliteMigrations } from '../../../src/storage/sqlite/sqlite-migrations.ts';
import { sqliteSearchIndex } from '../../../src/storage/sqlite/sqlite-search-index.ts';
import { createTemporaryFolders } from '../temporary-folder.ts';

const cursor = toCursor(2 ** 52);
const byRowid = /^SEARCH r USING INTEGER PRIMARY KEY \(rowid=\?\)$/;
const byIndex = /^SCAN repair_search VIRTUAL TABLE INDEX \d+:M\d+/;

describe('the query plan on SQLite', () => {
  const newFolder = createTemporaryFolders();
  let db: Kysely<Schema>;

  before(async () => {
    db = new Kysely<Schema>({ dialect: new EmbeddedSqliteDialect(openSqliteDatabase(newFolder(), 100)) });
    await migrate(db, sqliteMigrations);
  });

  after(() => db.destroy());

  async function planOf(query: Omit<RepairQuery, 'limit'>): Promise<readonly string[]> {
    const select = toListQuery(db, sqliteSearchIndex, 'contoso', { limit: 25, ...query });
    const plan = (await select?.explain<{ detail: string }>(undefined, sql`query plan`)) ?? [];
    return plan.map(({ detail }) => detail);
  }

  for (const [filters, query, steps] of [
    ['no filter', {}, [/^SEARCH r USING INDEX repairs_by_position \(tenant_id=\?/]],
    ['status', { status: 'open' }, [/^SEARCH r USING INDEX repairs_by_status \(tenant_id=\? AND status=\?/]],
    ['assignedTo', { assignedTo: 'karin' }, [byIndex, byRowid]],
    ['a whole name', { assignedTo: '"karin"' }, [byIndex, byRowid]],
    ['assignedTo and status', { assignedTo: 'karin', status: 'open' }, [byIndex, byRowid]],
    ['text', { text: 'oil ch' }, [byIndex, byRowid]],
    ['text and status', { text: 'oil', status: 'open' }, [byIndex, byRowid]],
    ['text and assignedTo', { text: 'oil', assignedTo: 'karin' }, [byIndex, byRowid]],
    ['all filters', { text: 'oil', assignedTo: 'karin', status: 'open' }, [byIndex, byRowid]],
  ] as const) {
    it(`for ${filters} reads one index in order, starting at the cursor`, async () => {
      for (const [plan, end] of [
        [await planOf(query), ''],
        [await planOf({ ...query, cursor }), '<'],
      ] as const) {
        expect(plan).to.have.lengthOf(steps.length);
        for (const [place, step] of steps.entries()) {
          expect(plan[place]).to.match(step);
        }
        expect(plan.join('\n')).not.to.match(/TEMP B-TREE/);
        expect(plan[0]).to.contain(end);
      }
    });
  }

  it('is skipped for a text or a name without words', () => {
    for (const query of [{ text: '?!' }, { assignedTo: '?!' }, { text: 'oil', assignedTo: '-' }]) {
      expect(toListQuery(db, sqliteSearchIndex, 'contoso', { limit: 25, ...query })).to.equal(undefined);
    }
  });

  it('binds the cursor as an integer, because the search index seeks only to integers', () => {
    const { parameters } = toListQuery(db, sqliteSearchIndex, 'contoso', {
      limit: 25,
      text: 'oil',
      cursor,
    })?.compile() ?? {
      parameters: [],
    };
    expect(parameters).to.include(2n ** 52n);
  });
});
