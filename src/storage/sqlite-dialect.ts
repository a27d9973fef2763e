import type { Database, Statement } from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';

/** Kysely's SQLite dialect with what it lacks: prepared statements that are kept, and whole transactions. */
export class EmbeddedSqliteDialect extends SqliteDialect {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new EmbeddedSqliteDriver(this.#database);
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter();
  }
}

class EmbeddedSqliteDriver extends SqliteDriver {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database: withKeptStatements(database) });
    this.#database = database;
  }

  /** Takes the write lock at once: a transaction that began by reading could not wait for it later. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** After some faults, a full disk for one, SQLite has rolled back already. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) {
      await super.rollbackTransaction(connection);
    }
  }
}

/** SQLite can do it, and a migration that stops halfway must leave nothing. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The texts are those of this folder, values apart, so there are few of them. */
function withKeptStatements(database: Database) {
  const statements = new Map<string, Statement>();
  return {
    prepare(sql: string): Statement {
      const kept = statements.get(sql);
      if (kept !== undefined) {
        return kept;
      }
      const statement = database.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
    close: () => database.close(),
  };
}
