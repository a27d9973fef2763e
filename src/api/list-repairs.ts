import { json } from '../http.ts';
import type { RepairQuery } from '../repairs/query.ts';
import { type ApiContext, type ApiHandler, noStore } from './api-context.ts';
import { toRepresentation } from './to-representation.ts';

/** `GET /api/repairs`: a page of the tenant's repairs, newest first. */
export function createListRepairs({ repairs, publicUrl, validator }: ApiContext): ApiHandler {
  const validate = validator('listRepairs');
  return async (request, { tenantId }) => {
    const query = validate(request).query as unknown as RepairQuery;
    const { results, nextCursor } = await repairs.list(tenantId, query);
    const page = {
      results: results.map((repair) => toRepresentation(repair, publicUrl)),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    };
    return json(200, page, noStore);
  };
}
