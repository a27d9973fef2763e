import { json } from '../foundation/http.ts';
import { type ApiHandler, noStore } from './api-context.ts';
import { parseIfMatch, toEntityTag } from './entity-tag.ts';
import { toRepresentation, toStoredImage } from './to-representation.ts';

/** `PATCH /api/repairs/{id}`: changes the given fields of the version that If-Match names. */
export const updateRepair: ApiHandler = async ({ repairs, publicUrl, validate }, request, { tenantId }) => {
  const { params, body } = validate('updateRepair', request);
  const version = parseIfMatch(request.headers['if-match']);
  const repair = await repairs.update(tenantId, params.id, version, toStoredImage(body, publicUrl));
  return json(200, toRepresentation(repair, publicUrl), { ...noStore, ETag: toEntityTag(repair.version) });
};
