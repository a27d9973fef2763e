import { type ApiContext, type ApiHandler, noStore } from './api-context.ts';
import { parseIfMatch } from './entity-tag.ts';

/** `DELETE /api/repairs/{id}`: deletes the version that If-Match names. */
export function createDeleteRepair({ repairs, validator }: ApiContext): ApiHandler {
  const validate = validator('deleteRepair');
  return async (request, { tenantId }) => {
    const { params } = validate(request);
    await repairs.remove(tenantId, params.id ?? '', parseIfMatch(request.headers['if-match']));
    return { status: 204, headers: noStore };
  };
}
