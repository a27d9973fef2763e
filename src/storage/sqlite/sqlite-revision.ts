import type { Database } from 'better-sqlite3';

/**
 * Creates a cheap reader of the revision: `total_changes()` counts the changes of this connection, and `data_version`
 * changes with those of any other connection, in this process or another.
 * @see https://www.sqlite.org/pragma.html#pragma_data_version
 */
export function createSqliteRevision(database: Database): () => string {
  const statement = database
    .prepare<[], string>("select total_changes() || '/' || data_version from pragma_data_version")
    .pluck();
  return () => statement.get() ?? '';
}
