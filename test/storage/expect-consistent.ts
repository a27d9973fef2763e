import Database from 'better-sqlite3';
import { expect } from 'chai';
import type { RepairRow } from '../../src/storage/sql/schema.ts';
import { toNameWords, toWords } from '../../src/storage/sql/words.ts';

/** Asserts that the file is intact, and that names and search index match the repairs exactly. */
export function expectConsistent(file: string): void {
  const database = new Database(file);
  try {
    expect(database.pragma('integrity_check', { simple: true })).to.equal('ok');
    database.exec(`insert into repair_search (repair_search) values ('integrity-check')`);
    const rows = database.prepare<[], RepairRow>('select * from repairs order by position').all();

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
    const names = database
      .prepare(`select doc, substr(term, 6) from temp.terms where col = 'names' order by doc, term`)
      .raw()
      .all();
    expect(names).to.deep.equal(
      rows.flatMap(({ position, assigned_to }) => {
        const parts = toNameWords(assigned_to);
        const whole = parts.map((word) => `·${word}`).join('');
        return [...new Set([...parts, whole])].sort(byBytes).map((name) => [position, name]);
      }),
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
