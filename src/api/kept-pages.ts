import { LRUCache } from 'lru-cache';

export interface KeptPages {
  /** The page as it was built, if nothing can have changed since. */
  find(tenantId: string, query: string, revision: string): Uint8Array | undefined;
  /** @param revision as it was before the page was read. */
  keep(tenantId: string, query: string, revision: string, page: Uint8Array): void;
}

interface KeptPage {
  readonly revision: string;
  readonly page: Uint8Array;
}

const maximumBytes = 16 * 1024 * 1024;

/**
 * Keeps pages as they go out: people of one tenant ask the same first pages again and again, and between two changes the
 * answer is the same. What was kept before a change is never given after it.
 */
export function createKeptPages(): KeptPages {
  const pages = new LRUCache<string, KeptPage>({
    maxSize: maximumBytes,
    sizeCalculation: ({ page }, key) => page.length + key.length,
  });
  // A tenant's id holds no space, so no query of one tenant reads like another's.
  const toKey = (tenantId: string, query: string) => `${tenantId} ${query}`;
  return {
    find(tenantId, query, revision) {
      const kept = pages.get(toKey(tenantId, query));
      return kept?.revision === revision ? kept.page : undefined;
    },
    keep: (tenantId, query, revision, page) => void pages.set(toKey(tenantId, query), { revision, page }),
  };
}
