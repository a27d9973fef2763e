import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { RepairRow, Schema } from '../sql/schema.ts';
import type { SearchIndex } from '../sql/search-index.ts';
import { toNameKeys, toWords } from '../sql/words.ts';

/**
 * Prefixes up to this length are indexed, so that a search for a prefix reads one list in order. For longer ones SQLite
 * merges the lists of the matching words.
 */
const longestPrefix = 20;
const prefixes = Array.from({ length: longestPrefix }, (_, index) => index + 1).join(' ');

/**
 * The words are already folded and separated by spaces. The tokenizer only splits them, and `ascii` treats every
 * character beyond ASCII as part of a word.
 * @see https://www.sqlite.org/fts5.html#contentless_delete_tables
 */
export const createSearchTable = sql`
  create virtual table repair_search using fts5 (
    scope, words, content='', contentless_delete=1, detail='column', tokenize='ascii', prefix='${sql.raw(prefixes)}'
  )`;

/**
 * Full-text search with FTS5 of SQLite. The rowid is the position of the repair, so that matches are in list order. The
 * column `scope` has tokens for the tenant alone, with the status, and with each name, so that one list serves a
 * filter.
 */
export const sqliteSearchIndex: SearchIndex = {
  async add(db, rows) {
    const values = rows.map((row) => sql`(${row.position}, ${toScope(row)}, ${toText(row)})`);
    await sql`insert into repair_search (rowid, scope, words) values ${sql.join(values)}`.execute(db);
  },

  async remove(db: Kysely<Schema>, rows) {
    for (const { position } of rows) {
      await sql`delete from repair_search where rowid = ${position}`.execute(db);
    }
  },

  matches({ tenantId, words, status, name }) {
    const scopes = [
      ...(status === undefined ? [] : [toToken(tenantId, 'status', status)]),
      ...(name === undefined ? [] : [toToken(tenantId, 'name', name)]),
    ];
    const expression = [
      ...(scopes.length === 0 ? [toToken(tenantId)] : scopes).map((token) => `scope : "${token}"`),
      ...words.map((word, index) => `words : "${word}"${index === words.length - 1 ? ' *' : ''}`),
    ].join(' AND ');
    return sql<{
      position: number;
    }>`(select rowid as position from repair_search where repair_search match ${expression})`;
  },
};

function toText({ title, description }: RepairRow): string {
  return toWords(`${title}\n${description}`).join(' ');
}

function toScope({ tenant_id, status, assigned_to }: RepairRow): string {
  return [
    toToken(tenant_id),
    toToken(tenant_id, 'status', status),
    ...toNameKeys(assigned_to).map((name) => toToken(tenant_id, 'name', name)),
  ].join(' ');
}

/** Short, because its prefixes are indexed too. Two scopes may share a token, so `matches` only narrows. */
function toToken(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 6);
}
