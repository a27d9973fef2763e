import { type ApiHandler, noStore } from './api-context.ts';
import { showCurrent } from './show-current.ts';
import { toExpectedVersion } from './versions/to-expected-version.ts';

/** `DELETE /api/repairs/{id}`: deletes the version that `version` or If-Match names. */
export const deleteRepair: ApiHandler = async ({ repairs, publicUrl, validate }, request, { tenantId }) => {
  const { params, query } = validate('deleteRepair', request);
  const version = toExpectedVersion(request.headers['if-match'], query.version);
  await showCurrent(publicUrl, () => repairs.remove(tenantId, params.id, version));
  return { status: 204, headers: noStore };
};
