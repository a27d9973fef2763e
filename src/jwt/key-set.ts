import { Unavailable } from '../foundation/errors.ts';
import type { Log } from '../foundation/log.ts';
import type { VerificationKey, VerificationKeys } from './parse-key-set.ts';

/** The cached keys of one issuer. */
export interface KeySet {
  /**
   * @returns undefined if the issuer has no such key, according to a fetch that began after this call.
   * @throws Unavailable if that is not known: the issuer cannot be reached, or the keys were fetched too recently to
   *   fetch them again.
   */
  find(kid: string): Promise<VerificationKey | undefined>;
  /** Resolves once keys are cached. @throws Unavailable if they cannot be fetched. */
  ready(): Promise<void>;
}

export interface KeySetOptions {
  readonly load: () => Promise<VerificationKeys>;
  readonly now: () => Date;
  readonly log: Log;
}

const second = 1000;
const hour = 3600 * second;
/** How long keys are used without refetching, in milliseconds. */
const freshFor = hour;
/** How long keys are used while the issuer is unreachable, in milliseconds. */
const usableFor = 24 * hour;
/** Pause after a failed fetch, in milliseconds. */
const failureCoolDown = 5 * second;
/** Pause after an unknown `kid` before another unknown `kid` triggers a fetch, in milliseconds. */
const unknownKidCoolDown = 10 * second;

/**
 * Caches the keys of one issuer. Concurrent callers share one fetch. Keys are refetched when they are stale or a token
 * names an unknown `kid`, so that a rotation is seen at once; random `kid`s cause at most one fetch per pause. Anybody
 * can cause that pause with a forged token, so an unknown `kid` during it is not rejected: the key may be new. If the
 * issuer is down, cached keys stay in use.
 */
export function createKeySet({ load, now, log }: KeySetOptions): KeySet {
  let keys: VerificationKeys | undefined;
  let loadedAt: number | undefined;
  let failedAt: number | undefined;
  let missedAt: number | undefined;
  let loading: Promise<void> | undefined;
  /** Number of fetches so far. */
  let begun = 0;
  /** Number of the fetch that returned `keys`. */
  let loaded = 0;

  // The absolute difference, so that a clock that was set back cannot extend a period.
  const isWithin = (duration: number, since: number | undefined): boolean =>
    since !== undefined && Math.abs(now().getTime() - since) < duration;
  /** Seconds until the period ends, at least 1. */
  const remaining = (duration: number, since = now().getTime()): number =>
    Math.max(1, Math.ceil((duration - Math.abs(now().getTime() - since)) / second));
  const usable = (): VerificationKeys | undefined => (isWithin(usableFor, loadedAt) ? keys : undefined);

  async function reload(): Promise<void> {
    begun += 1;
    const fetchNumber = begun;
    try {
      keys = await load();
      loaded = fetchNumber;
      loadedAt = now().getTime();
      failedAt = undefined;
      log.info('key set: loaded', { keys: keys.size });
    } catch (error) {
      failedAt = now().getTime();
      log.warn('key set: fetch failed', { error, hasCachedKeys: usable() !== undefined });
    }
  }

  /** Never rejects. Does nothing during the pause after a failure. */
  function refresh(): Promise<void> {
    if (loading === undefined && !isWithin(failureCoolDown, failedAt)) {
      loading = reload().finally(() => {
        loading = undefined;
      });
    }
    return loading ?? Promise.resolve();
  }

  async function current(): Promise<VerificationKeys> {
    if (!isWithin(freshFor, loadedAt)) {
      const refreshed = refresh();
      // After a failure, callers with usable keys do not wait for the issuer.
      if (usable() === undefined || failedAt === undefined) {
        await refreshed;
      }
    }
    const known = usable();
    if (known === undefined) {
      throw createUnavailable();
    }
    return known;
  }

  return {
    async find(kid) {
      const before = begun;
      const known = (await current()).get(kid);
      if (known !== undefined) {
        return known;
      }
      if (loaded <= before && !isWithin(unknownKidCoolDown, missedAt)) {
        await refresh();
      }
      const found = usable()?.get(kid);
      if (found !== undefined) {
        return found;
      }
      if (failedAt !== undefined) {
        throw createUnavailable();
      }
      if (loaded <= before) {
        throw createUnknown(remaining(unknownKidCoolDown, missedAt));
      }
      missedAt = now().getTime();
      return undefined;
    },
    async ready() {
      await current();
    },
  };
}

const createUnavailable = () => toUnavailable('the key set of the issuer cannot be fetched', failureCoolDown / second);

const createUnknown = (seconds: number) =>
  toUnavailable('the key is unknown, and the key set was fetched too recently to fetch it again', seconds);

function toUnavailable(detail: string, retryAfter: number): Unavailable {
  return new Unavailable('Access tokens cannot be verified at the moment. Try again in a few seconds.', {
    detail,
    headers: { 'Retry-After': String(retryAfter) },
  });
}
