import { json } from '../foundation/http.ts';
import type { RepairChanges } from '../repairs/repair.ts';
import { type ApiContext, type ApiHandler, noStore } from './api-context.ts';
import { parseIfMatch, toEntityTag } from './entity-tag.ts';
import { toRepresentation, toStoredImage } from './to-representation.ts';

/** `PATCH /api/repairs/{id}`: changes the given fields of the version that If-Match names. */
export function createUpdateRepair({ repairs, publicUrl, validator }: ApiContext): ApiHandler {
  const validate = validator('updateRepair');
  return async (request, { tenantId }) => {
    const { params, body } = validate(request);
    const version = parseIfMatch(request.headers['if-match']);
    const changes = toStoredImage(body as RepairChanges, publicUrl);
    const repair = await repairs.update(tenantId, params.id ?? '', version, changes);
    return json(200, toRepresentation(repair, publicUrl), { ...noStore, ETag: toEntityTag(repair.version) });
  };
}
