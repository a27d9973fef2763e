import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { RepairRow, Schema } from '../sql/schema.ts';
import { sqliteSearchIndex } from './sqlite-search-index.ts';

/** Migrations by number. Never change a released one. */
export const sqliteMigrations: Readonly<Record<string, Migration>> = {
  '0001-repairs': { up: createRepairs },
  '0002-preferences': { up: createPreferences },
  '0003-beginnings-of-names': { up: indexNames },
  '0004-pending-questions': { up: createPendingQuestions },
};

/**
 * Prefixes up to this length are indexed, so that a search for a prefix reads one list in order. For longer ones SQLite
 * merges the lists of the matching words.
 */
const longestPrefix = 20;
const prefixes = sql.raw(Array.from({ length: longestPrefix }, (_, index) => index + 1).join(' '));

async function createRepairs(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table repairs (
      position integer primary key,
      tenant_id text not null,
      id text not null,
      title text not null,
      description text not null,
      assigned_to text not null,
      date text not null,
      image text,
      status text not null check (status in ('open', 'inProgress', 'done')),
      version integer not null check (version > 0)
    ) strict`.execute(db);
  await sql`create unique index repairs_by_id on repairs (tenant_id, id)`.execute(db);
  await sql`create index repairs_by_position on repairs (tenant_id, position)`.execute(db);
  await sql`create index repairs_by_status on repairs (tenant_id, status, position)`.execute(db);

  await sql`
    create table repair_assignee_names (
      tenant_id text not null,
      name text not null,
      status text not null,
      position integer not null,
      primary key (tenant_id, name, position)
    ) strict, without rowid`.execute(db);
  await sql`
    create index repair_assignee_names_by_status
      on repair_assignee_names (tenant_id, name, status, position)`.execute(db);

  await sql`create table repair_sequence (last integer not null) strict`.execute(db);
  await sql`insert into repair_sequence (last) values (0)`.execute(db);

  await sql`
    create table idempotent_answers (
      tenant_id text not null,
      user_id text not null,
      key text not null,
      fingerprint text not null,
      answer text not null,
      created_at integer not null,
      primary key (tenant_id, user_id, key)
    ) strict, without rowid`.execute(db);
  await sql`create index idempotent_answers_by_age on idempotent_answers (created_at)`.execute(db);

  await sql`
  create virtual table repair_search using fts5 (
    scope, words, content='', contentless_delete=1, detail='column', tokenize='ascii', prefix='${prefixes}'
  )`.execute(db);
}

async function createPreferences(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table preferences (
      tenant_id text not null,
      user_id text not null,
      layout text not null check (layout in ('list', 'grid')),
      first_results text not null check (first_results in ('all', 'mine')),
      primary key (tenant_id, user_id)
    ) strict, without rowid`.execute(db);
}

/**
 * Adds the names to the search index, which replaces the table of full, first and last names.
 *
 * The words are already folded and separated by spaces. The tokenizer only splits them, and `ascii` treats every
 * character beyond ASCII as part of a word.
 * @see https://www.sqlite.org/fts5.html#contentless_delete_tables
 */
async function indexNames(db: Kysely<unknown>): Promise<void> {
  // Migrations are declared for any schema; this one runs on the tables of the migrations before it.
  const tables = db as Kysely<Schema>;
  await sql`drop table repair_assignee_names`.execute(db);
  await sql`drop table repair_search`.execute(db);
  await sql`
    create virtual table repair_search using fts5 (
      scope, words, names, content='', contentless_delete=1, detail='column', tokenize='ascii', prefix='${prefixes}'
    )`.execute(db);
  let rows: readonly RepairRow[] = [];
  do {
    rows = await tables
      .selectFrom('repairs')
      .selectAll()
      .where('position', '>', rows.at(-1)?.position ?? -1)
      .orderBy('position')
      .limit(rowsAtOnce)
      .execute();
    if (rows.length > 0) {
      await sqliteSearchIndex.add(tables, rows);
    }
  } while (rows.length === rowsAtOnce);
}

const rowsAtOnce = 100;

async function createPendingQuestions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pending_questions (
      tenant_id text not null,
      user_id text not null,
      text text not null,
      asked_at integer not null,
      primary key (tenant_id, user_id)
    ) strict, without rowid`.execute(db);
}
