import { type ApiHandler, noStore } from './api-context.ts';
import { parseIfMatch } from './entity-tag.ts';

/** `DELETE /api/repairs/{id}`: deletes the version that If-Match names. */
export const deleteRepair: ApiHandler = async ({ repairs, validate }, request, { tenantId }) => {
  const { id } = validate('deleteRepair', request).params;
  await repairs.remove(tenantId, id, parseIfMatch(request.headers['if-match']));
  return { status: 204, headers: noStore };
};
