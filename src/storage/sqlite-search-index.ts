import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { RepairRow, Schema } from './schema.ts';
import type { SearchIndex } from './search-index.ts';
import { toNameKeys, toWords } from './words.ts';

/**
 * Beginnings of words up to this many characters are kept as words of their own, so that looking for a beginning reads
 * one list in order. Few words are longer; for those the matching words' lists are merged first.
 */
const longestPrefix = 20;
const prefixes = Array.from({ length: longestPrefix }, (_, index) => index + 1).join(' ');

/**
 * The words come folded and split, parted by spaces; the tokenizer only takes them apart again, for which `ascii` is
 * right: beyond ASCII it takes every character for a part of a word.
 * @see https://www.sqlite.org/fts5.html#contentless_delete_tables
 */
export const createSearchTable = sql`
  create virtual table repair_search using fts5 (
    scope, words, content='', contentless_delete=1, detail='column', tokenize='ascii', prefix='${sql.raw(prefixes)}'
  )`;

/**
 * Full-text search by SQLite's FTS5. A row's rowid is the repair's position, so that matches come newest first. The
 * column `scope` holds tokens for the tenant alone, with the status and with each name, so that one list stands for a
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

/** Short, since its beginnings are indexed too; that two scopes may share a token is why `matches` only narrows. */
function toToken(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 6);
}
