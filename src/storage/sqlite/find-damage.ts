import Database from 'better-sqlite3';

/**
 * Reads the whole database and returns a description of the first damage; undefined if it is intact. Does not compare the search
 * index with the repairs, which takes many times longer.
 * @throws SqliteError if the database cannot be read for another reason, such as a lock.
 */
export function findDamage(database: Database.Database): string | undefined {
  try {
    const tables = database
      .prepare<[], string>("select name from pragma_table_list where schema = 'main' and type in ('table', 'shadow')")
      .pluck()
      .all();
    for (const table of tables) {
      const result = database.prepare<[], string>(`pragma quick_check("${table}")`).pluck().get();
      if (result !== 'ok') {
        return `${table}: ${result}`;
      }
    }
    const count = (table: string) => database.prepare<[], number>(`select count(*) from ${table}`).pluck().get();
    if (!tables.includes('kysely_migration') || count('kysely_migration') === 0) {
      return undefined;
    }
    const missing = ['repairs', 'idempotent_answers', 'repair_sequence'].find((table) => !tables.includes(table));
    if (missing !== undefined) {
      return `${missing}: missing`;
    }
    return count('repair_sequence') === 1 ? undefined : 'repair_sequence: not one row';
  } catch (cause) {
    if (cause instanceof Database.SqliteError && isDamage(cause.code)) {
      return cause.code;
    }
    throw cause;
  }
}

/** Whether a result code of SQLite says that the file is damaged. */
export const isDamage = (code: string): boolean => /^SQLITE_(CORRUPT|NOTADB)(_|$)/.test(code);
