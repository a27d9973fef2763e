import { LRUCache } from 'lru-cache';

export interface PageCache {
  /** Finds a page of the same revision. */
  find(tenantId: string, query: string, revision: string): Uint8Array | undefined;
  /** @param revision from before the page was read. */
  add(tenantId: string, query: string, revision: string, page: Uint8Array): void;
}

const maximumBytes = 16 * 1024 * 1024;
/** Small pages cost more than their bytes. */
const maximumPages = 1000;

/**
 * Caches response bodies: people of one tenant request the same first pages again and again. All cached pages have the same
 * revision; a new revision clears the cache.
 */
export function createPageCache(): PageCache {
  let current: string | undefined;
  const pages = new LRUCache<string, Uint8Array>({
    max: maximumPages,
    maxSize: maximumBytes,
    sizeCalculation: (page, key) => page.length + key.length,
  });
  // The id of a tenant has no space, so keys of different tenants differ.
  const toKey = (tenantId: string, query: string) => `${tenantId} ${query}`;
  return {
    find(tenantId, query, revision) {
      if (revision !== current) {
        pages.clear();
        current = revision;
      }
      return pages.get(toKey(tenantId, query));
    },
    add(tenantId, query, revision, page) {
      if (revision === current) {
        pages.set(toKey(tenantId, query), page);
      }
    },
  };
}
