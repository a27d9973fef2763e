import type { Principal } from '../../authorization/callers/principal.ts';
import { toCallerName } from '../../authorization/callers/to-owner.ts';
import type { HttpRequest } from '../../foundation/http.ts';
import type { Log } from '../../foundation/log.ts';

/** Logs a completed write of a service or an application with its id. Those of persons are not logged. */
export function logWrite(log: Log, principal: Principal, { method, path }: HttpRequest): void {
  const { kind, id } = toCallerName(principal);
  if (kind !== 'user' && method !== 'GET' && method !== 'HEAD') {
    log.info('api: written', { caller: kind, callerId: id, tenantId: principal.tenantId, method, path });
  }
}
