import { json } from '../foundation/http.ts';
import type { NewRepair } from '../repairs/repair.ts';
import { type ApiContext, type ApiHandler, noStore } from './api-context.ts';
import { toEntityTag } from './entity-tag.ts';
import { toFingerprint } from './to-fingerprint.ts';
import { toRepresentation, toStoredImage } from './to-representation.ts';

/**
 * `POST /api/repairs`: creates a repair. The same request with the same Idempotency-Key by the same person gives the
 * first answer again.
 * @see draft-ietf-httpapi-idempotency-key-header
 */
export function createCreateRepair({ repairs, publicUrl, validator }: ApiContext): ApiHandler {
  const validate = validator('createRepair');
  return async (request, { tenantId, userId }) => {
    const { body } = validate(request);
    const key = request.headers['idempotency-key'];
    const idempotency =
      key === undefined ? undefined : { userId, key, fingerprint: toFingerprint(request.method, request.path, body) };
    const repair = await repairs.create(tenantId, toStoredImage(body as NewRepair, publicUrl), idempotency);
    return json(201, toRepresentation(repair, publicUrl), {
      ...noStore,
      ETag: toEntityTag(repair.version),
      Location: `${publicUrl}/api/repairs/${encodeURIComponent(repair.id)}`,
    });
  };
}
