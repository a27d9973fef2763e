import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { RepairRow, Schema } from '../sql/schema.ts';
import type { SearchIndex } from '../sql/search-index.ts';
import { type NameSearch, toNameWords, toWords } from '../sql/words.ts';

/**
 * Full-text search with FTS5 of SQLite. The rowid is the position of the repair, so that matches are in list order. The
 * column `scope` has tokens for the tenant alone and with the status, so that one list serves a filter. The column
 * `names` has a token for each word of the assignee's name and one for the whole name.
 */
export const sqliteSearchIndex: SearchIndex = {
  async add(db, rows) {
    const values = rows.map((row) => sql`(${row.position}, ${toScope(row)}, ${toText(row)}, ${toNames(row)})`);
    await sql`insert into repair_search (rowid, scope, words, names) values ${sql.join(values)}`.execute(db);
  },

  async remove(db: Kysely<Schema>, rows) {
    for (const { position } of rows) {
      await sql`delete from repair_search where rowid = ${position}`.execute(db);
    }
  },

  matches({ tenantId, words, status, name }) {
    const scope = status === undefined ? toToken(tenantId) : toToken(tenantId, 'status', status);
    const expression = [
      // The tokens of names contain the tenant.
      ...(name !== undefined && status === undefined ? [] : [`scope : "${scope}"`]),
      ...(name === undefined ? [] : toNameExpressions(tenantId, name)),
      ...words.map((word, index) => `words : "${word}"${index === words.length - 1 ? ' *' : ''}`),
    ].join(' AND ');
    return sql<{
      position: number;
    }>`(select rowid as position from repair_search where repair_search match ${expression})`;
  },
};

function toNameExpressions(tenantId: string, name: NameSearch): readonly string[] {
  return 'whole' in name
    ? [`names : "${toWholeNameToken(tenantId, name.whole)}"`]
    : name.beginnings.map((word) => `names : "${toNameToken(tenantId, word)}" *`);
}

function toText({ title, description }: RepairRow): string {
  return toWords(`${title}\n${description}`).join(' ');
}

function toScope({ tenant_id, status }: RepairRow): string {
  return [toToken(tenant_id), toToken(tenant_id, 'status', status)].join(' ');
}

function toNames({ tenant_id, assigned_to }: RepairRow): string {
  const words = toNameWords(assigned_to);
  const tokens = words.map((word) => toNameToken(tenant_id, word));
  return [...new Set(tokens), toWholeNameToken(tenant_id, words)].join(' ');
}

/** Not part of any word, and for the tokenizer part of a token, so that names share no prefixes with other tokens. */
const mark = '·';

const toNameToken = (tenantId: string, text: string): string => mark + toToken(tenantId, 'name').slice(0, 4) + text;

const toWholeNameToken = (tenantId: string, words: readonly string[]): string =>
  toNameToken(tenantId, words.map((word) => mark + word).join(''));

/** Short, because its prefixes are indexed too. Two scopes may share a token, so `matches` only narrows. */
function toToken(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 6);
}
