import type { HttpRequest } from '../foundation/http.ts';
import type { RepairQuery } from '../repairs/query.ts';
import { type ApiContext, type ApiHandler, noStore } from './api-context.ts';
import { createKeptPages } from './kept-pages.ts';
import { toRepresentation } from './to-representation.ts';

const headers = { ...noStore, 'Content-Type': 'application/json; charset=utf-8' };

/** `GET /api/repairs`: a page of the tenant's repairs, newest first. */
export function createListRepairs({ repairs, publicUrl, validator }: ApiContext): ApiHandler {
  const validate = validator('listRepairs');
  const pages = createKeptPages();

  async function buildPage(request: HttpRequest, tenantId: string): Promise<Uint8Array> {
    const query = validate(request).query as unknown as RepairQuery;
    const { results, nextCursor } = await repairs.list(tenantId, query);
    const page = {
      results: results.map((repair) => toRepresentation(repair, publicUrl)),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    };
    return Buffer.from(JSON.stringify(page));
  }

  return async (request, { tenantId }) => {
    const query = request.query.toString();
    const revision = await repairs.revision();
    if (revision === undefined) {
      return { status: 200, headers, body: await buildPage(request, tenantId) };
    }
    const kept = pages.find(tenantId, query, revision);
    if (kept !== undefined) {
      return { status: 200, headers, body: kept };
    }
    const page = await buildPage(request, tenantId);
    pages.keep(tenantId, query, revision, page);
    return { status: 200, headers, body: page };
  };
}
