import type { HttpRequest } from '../foundation/http.ts';
import { type ApiContext, type ApiHandler, noStore } from './api-context.ts';
import { toRepresentation } from './to-representation.ts';

const headers = { ...noStore, 'Content-Type': 'application/json; charset=utf-8' };

/** `GET /api/repairs`: returns a page of the tenant's repairs, newest first. */
export const listRepairs: ApiHandler = async (api, request, { tenantId }) => {
  const query = request.query.toString();
  const revision = await api.repairs.revision();
  const cached = revision === undefined ? undefined : api.pages.find(tenantId, query, revision);
  const page = cached ?? (await buildPage(api, request, tenantId));
  if (cached === undefined && revision !== undefined) {
    api.pages.add(tenantId, query, revision, page);
  }
  return { status: 200, headers, body: page };
};

async function buildPage({ repairs, publicUrl, validate }: ApiContext, request: HttpRequest, tenantId: string) {
  const { query } = validate('listRepairs', request);
  const { results, nextCursor } = await repairs.list(tenantId, query);
  const page = { results: results.map((repair) => toRepresentation(repair, publicUrl)), nextCursor };
  return Buffer.from(JSON.stringify(page));
}
