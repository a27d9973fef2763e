import { LRUCache } from 'lru-cache';
import type { HttpRequest } from '../foundation/http.ts';
import type { Repairs } from '../repairs/repairs.ts';

export interface PageCache {
  /**
   * Returns the page if it was cached under this revision.
   * @param query path and query of the request.
   */
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

export interface PageSource {
  readonly pages: PageCache;
  readonly repairs: Pick<Repairs, 'revision'>;
}

/**
 * Returns the page that a request asks for, from the cache unless the repairs have changed since.
 * @param build returns the page as JSON.
 */
export async function findOrBuild(
  { pages, repairs }: PageSource,
  { path, query }: HttpRequest,
  tenantId: string,
  build: () => Promise<string>,
): Promise<Uint8Array> {
  const key = `${path}?${query}`;
  const revision = await repairs.revision();
  const cached = revision === undefined ? undefined : pages.find(tenantId, key, revision);
  if (cached !== undefined) {
    return cached;
  }
  const page = Buffer.from(await build());
  if (revision !== undefined) {
    pages.add(tenantId, key, revision, page);
  }
  return page;
}
