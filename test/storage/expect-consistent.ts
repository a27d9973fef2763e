import Database from 'better-sqlite3';
import { expect } from 'chai';
import type { RepairRow } from '../../src/storage/sql/schema.ts';
import { toNameKeys, toWords } from '../../src/storage/sql/words.ts';

/** Asserts that the file is intact, and that names and search index match the repairs exactly. */
export function expectConsistent(file: string): void {
  const database = new Database(file);
  try {
    expect(database.pragma('integrity_check', { simple: true })).to.equal('ok');
    database.exec(`insert into repair_search (repair_search) values ('integrity-check')`);
    const rows = database.prepare<[], RepairRow>('select * from repairs order by position').all();

    const names = database
      .prepare('select position, tenant_id, name, status from repair_assignee_names order by position, name')
      .raw()
      .all();
    expect(names).to.deep.equal(
      rows.flatMap(({ position, tenant_id, assigned_to, status }) =>
        [...toNameKeys(assigned_to)].sort(byBytes).map((name) => [position, tenant_id, name, status]),
      ),
    );

    database.exec(`create virtual table temp.terms using fts5vocab('main', 'repair_search', 'instance')`);
    const words = database
      .prepare(`select doc, term from temp.terms where col = 'words' order by doc, term`)
      .raw()
      .all();
    expect(words).to.deep.equal(
      rows.flatMap(({ position, title, description }) =>
        [...toWords(`${title}\n${description}`)].sort(byBytes).map((word) => [position, word]),
      ),
    );
    const scopes = database.prepare(`select doc from temp.terms where col = 'scope' group by doc order by doc`);
    expect(scopes.pluck().all()).to.deep.equal(rows.map(({ position }) => position));
  } finally {
    database.close();
  }
}

function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
