import { type ApiHandler, noStore } from './api-context.ts';
import { findOrBuild } from './page-cache.ts';
import { toRepresentation } from './to-representation.ts';

const headers = { ...noStore, 'Content-Type': 'application/json; charset=utf-8' };

/** `GET /api/repairs`: returns a page of the tenant's repairs, newest first. */
export const listRepairs: ApiHandler = async (api, request, { tenantId }) => {
  const { repairs, publicUrl, validate } = api;
  const body = await findOrBuild(api, request, tenantId, async () => {
    const { query } = validate('listRepairs', request);
    const { results, nextCursor } = await repairs.list(tenantId, query);
    return JSON.stringify({ results: results.map((repair) => toRepresentation(repair, publicUrl)), nextCursor });
  });
  return { status: 200, headers, body };
};
