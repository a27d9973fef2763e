import { json } from '../foundation/http.ts';
import { type ApiContext, type ApiHandler, noStore } from './api-context.ts';
import { isKnown, toEntityTag } from './entity-tag.ts';
import { toRepresentation } from './to-representation.ts';

/** `GET /api/repairs/{id}`: one repair of the tenant with its ETag, or 304 where the caller has that version. */
export function createGetRepair({ repairs, publicUrl, validator }: ApiContext): ApiHandler {
  const validate = validator('getRepair');
  return async (request, { tenantId }) => {
    const { id = '' } = validate(request).params;
    const repair = await repairs.get(tenantId, id);
    const headers = { ...noStore, ETag: toEntityTag(repair.version) };
    return isKnown(request.headers['if-none-match'], repair.version)
      ? { status: 304, headers }
      : json(200, toRepresentation(repair, publicUrl), headers);
  };
}
