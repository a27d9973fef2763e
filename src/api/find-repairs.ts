import { type ApiHandler, noStore } from './api-context.ts';
import { buildExcerptPage } from './excerpts/excerpt-page.ts';
import { findOrBuild } from './page-cache.ts';
import { toPageUrl } from './to-representation.ts';

const headers = { ...noStore, 'Content-Type': 'application/json; charset=utf-8' };

/**
 * `GET /api/repair-excerpts`: returns a page of the tenant's repairs for a language model, newest first: excerpts
 * without images, and no more tokens than Microsoft 365 Copilot passes on.
 */
export const findRepairs: ApiHandler = async (api, request, { tenantId }) => {
  const body = await findOrBuild(api, request, tenantId, async () => {
    const { query } = api.validate('findRepairs', request);
    return buildExcerptPage({
      limit: query.limit,
      list: (limit) => api.repairs.list(tenantId, { ...query, limit }),
      toPageUrl: (id) => toPageUrl(id, api.publicUrl),
    });
  });
  return { status: 200, headers, body };
};
