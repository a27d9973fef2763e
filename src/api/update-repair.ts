import { InvalidRequest } from '../foundation/errors.ts';
import { json } from '../foundation/http.ts';
import { type ApiHandler, noStore } from './api-context.ts';
import { showCurrent } from './show-current.ts';
import { toRepresentation, toStoredImage } from './to-representation.ts';
import { toEntityTag } from './versions/entity-tag.ts';
import { toExpectedVersion } from './versions/to-expected-version.ts';

/** `PATCH /api/repairs/{id}`: changes the given fields of the version that `version` or If-Match names. */
export const updateRepair: ApiHandler = async ({ repairs, publicUrl, validate }, request, { tenantId }) => {
  const { params, body } = validate('updateRepair', request);
  const { version, ...changes } = body;
  const expected = toExpectedVersion(request.headers['if-match'], version);
  if (Object.keys(changes).length === 0) {
    throw new InvalidRequest('The body must have at least one field to change, besides version.', { field: 'body' });
  }
  const repair = await showCurrent(publicUrl, () =>
    repairs.update(tenantId, params.id, expected, toStoredImage(changes, publicUrl)),
  );
  return json(200, toRepresentation(repair, publicUrl), { ...noStore, ETag: toEntityTag(repair.version) });
};
