import { json } from '../foundation/http.ts';
import { type ApiHandler, noStore } from './api-context.ts';
import { toRepresentation } from './to-representation.ts';
import { isKnown, toEntityTag } from './versions/entity-tag.ts';

/** `GET /api/repairs/{id}`: returns a repair of the tenant with its ETag, or 304 if the caller's version is current. */
export const getRepair: ApiHandler = async ({ repairs, publicUrl, validate }, request, { tenantId }) => {
  const { id } = validate('getRepair', request).params;
  const repair = await repairs.get(tenantId, id);
  const headers = { ...noStore, ETag: toEntityTag(repair.version) };
  return isKnown(request.headers['if-none-match'], repair.version)
    ? { status: 304, headers }
    : json(200, toRepresentation(repair, publicUrl), headers);
};
