import type { Database } from 'better-sqlite3';

/**
 * Tells for the price of a call whether a database has changed: what this connection changed, and `data_version` for what
 * any other did, in this process or another.
 * @see https://www.sqlite.org/pragma.html#pragma_data_version
 */
export function createSqliteRevision(database: Database): () => string {
  const statement = database
    .prepare<[], string>("select total_changes() || '.' || data_version from pragma_data_version")
    .pluck();
  return () => statement.get() ?? '';
}
