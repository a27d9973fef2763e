import { toOwner } from '../authorization/callers/to-owner.ts';
import { json } from '../foundation/http.ts';
import { type ApiHandler, noStore } from './api-context.ts';
import { toFingerprint } from './to-fingerprint.ts';
import { toRepresentation, toStoredImage } from './to-representation.ts';
import { toEntityTag } from './versions/entity-tag.ts';

/**
 * `POST /api/repairs`: creates a repair. Repeated with the same Idempotency-Key by the same caller, the request returns
 * the first response.
 * @see draft-ietf-httpapi-idempotency-key-header
 */
export const createRepair: ApiHandler = async (api, request, principal) => {
  const { repairs, publicUrl, validate } = api;
  const { tenantId } = principal;
  const { body } = validate('createRepair', request);
  const key = request.headers['idempotency-key'];
  const idempotency =
    key === undefined
      ? undefined
      : { userId: toOwner(principal), key, fingerprint: toFingerprint(request.method, request.path, body) };
  const repair = await repairs.create(tenantId, toStoredImage(body, publicUrl), idempotency);
  return json(201, toRepresentation(repair, publicUrl), {
    ...noStore,
    ETag: toEntityTag(repair.version),
    Location: `${publicUrl}/api/repairs/${encodeURIComponent(repair.id)}`,
  });
};
