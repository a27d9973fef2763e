import { type Handler, json } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';

const noStore = { 'Cache-Control': 'no-store' };
/** Seconds. */
const retryAfter = { 'Retry-After': '5' };

/** `/healthz`: 200 as long as the process responds. */
export const answerHealth: Handler = async () => json(200, { status: 'ok' }, noStore);

export interface ReadinessOptions {
  /** By name; each resolves if that part is ready and rejects otherwise. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  readonly log: Log;
}

/**
 * `/readyz`: 200 if every part is ready, else 503 with the names of those that are not, and `Retry-After`. The reason is
 * in the log only.
 */
export function createReadiness({ checks, log }: ReadinessOptions): Handler {
  const isReady = async ([name, check]: [string, () => Promise<void>]): Promise<[string, string]> => {
    try {
      await check();
      return [name, 'ok'];
    } catch (cause) {
      log.warn('readiness: check failed', { part: name, cause });
      return [name, 'unavailable'];
    }
  };
  return async () => {
    const parts = await Promise.all(Object.entries(checks).map(isReady));
    const ready = parts.every(([, state]) => state === 'ok');
    return json(
      ready ? 200 : 503,
      { status: ready ? 'ok' : 'unavailable', ...Object.fromEntries(parts) },
      ready ? noStore : { ...noStore, ...retryAfter },
    );
  };
}
