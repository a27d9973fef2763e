import { LRUCache } from 'lru-cache';

export interface PageCache {
  /** Returns the page if it was cached under this revision. */
  find(tenantId: string, query: string, revision: string): Uint8Array | undefined;
  /** @param revision must have been read before the page. */
  add(tenantId: string, query: string, revision: string, page: Uint8Array): void;
}

const maximumBytes = 16 * 1024 * 1024;
/** Limits small pages, which take more memory than their bytes. */
const maximumPages = 1000;

/**
 * Caches response bodies, because the users of a tenant request the same first pages again and again. All cached pages
 * have the same revision; a new revision clears the cache.
 */
export function createPageCache(): PageCache {
  let current: string | undefined;
  const pages = new LRUCache<string, Uint8Array>({
    max: maximumPages,
    maxSize: maximumBytes,
    sizeCalculation: (page, key) => page.length + key.length,
  });
  // Tenant ids contain no spaces, so the keys of different tenants differ.
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
