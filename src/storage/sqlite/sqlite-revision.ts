import type { Database } from 'better-sqlite3';

/**
 * Reads a revision of the database cheaply: the changes of this connection, and `data_version` for those of all others, in this
 * process or another.
 * @see https://www.sqlite.org/pragma.html#pragma_data_version
 */
export function createSqliteRevision(database: Database): () => string {
  const statement = database
    .prepare<[], string>("select total_changes() || '../sql' || data_version from pragma_data_version")
    .pluck();
  return () => statement.get() ?? '';
}
