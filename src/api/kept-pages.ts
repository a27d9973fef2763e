import { LRUCache } from 'lru-cache';

export interface KeptPages {
  /** The page as it was built, if nothing can have changed since. */
  find(tenantId: string, query: string, revision: string): Uint8Array | undefined;
  /** @param revision as it was when the page was looked for, before it was read. */
  keep(tenantId: string, query: string, revision: string, page: Uint8Array): void;
}

const maximumBytes = 16 * 1024 * 1024;
/** Tiny pages cost more than their bytes. */
const maximumPages = 1000;

/**
 * Keeps pages as they go out: people of one tenant ask the same first pages again and again, and between two changes the
 * answer is the same. All of them are of one revision: the next one makes an end of them.
 */
export function createKeptPages(): KeptPages {
  let current: string | undefined;
  const pages = new LRUCache<string, Uint8Array>({
    max: maximumPages,
    maxSize: maximumBytes,
    sizeCalculation: (page, key) => page.length + key.length,
  });
  // A tenant's id holds no space, so no query of one tenant reads like another's.
  const toKey = (tenantId: string, query: string) => `${tenantId} ${query}`;
  return {
    find(tenantId, query, revision) {
      if (revision !== current) {
        pages.clear();
        current = revision;
      }
      return pages.get(toKey(tenantId, query));
    },
    keep(tenantId, query, revision, page) {
      if (revision === current) {
        pages.set(toKey(tenantId, query), page);
      }
    },
  };
}
