/**
 * Runs all queries of a storage, so that one place decides whether the database may be used and converts the errors of
 * its driver: to Unavailable, with `Retry-After`, unless it is a bug.
 */
export interface StorageGuard {
  read<Result>(work: () => Promise<Result>): Promise<Result>;
  /** @param work changes everything or nothing, and may run again if it has changed nothing. */
  write<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves if the database is intact and has room for writes. @throws Unavailable */
  check(): Promise<void>;
}
