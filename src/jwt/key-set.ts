import { Unavailable } from '../foundation/errors.ts';
import type { Log } from '../foundation/log.ts';
import type { VerificationKey, VerificationKeys } from './parse-key-set.ts';

/** The issuer's keys as far as they are known here. */
export interface KeySet {
  /**
   * @returns undefined where the issuer has no such key.
   * @throws Unavailable where it cannot be asked.
   */
  find(kid: string): Promise<VerificationKey | undefined>;
  /** Resolves when keys are at hand. @throws Unavailable */
  ready(): Promise<void>;
}

export interface KeySetOptions {
  readonly load: () => Promise<VerificationKeys>;
  readonly now: () => Date;
  readonly log: Log;
}

const second = 1000;
const hour = 3600 * second;
/** So long keys are used without asking again. */
const freshFor = hour;
/** So long they are used while the issuer cannot be asked. */
const usableFor = 24 * hour;
/** So long an issuer that has failed is left alone. */
const failureCoolDown = 5 * second;
/** So long, after a kid that the issuer turned out not to have, no other unknown kid makes us ask. */
const unknownKidCoolDown = 10 * second;

/**
 * Keeps the keys of one issuer: asked for once however many wait, kept, asked for again when they are old or a token
 * names an unknown one. Random kids cannot make it ask more often than once in the cool-down, a rotation that comes on
 * its own is seen at once, and an issuer that is down does not take this API down with it.
 */
export function createKeySet({ load, now, log }: KeySetOptions): KeySet {
  let keys: VerificationKeys | undefined;
  let loadedAt: number | undefined;
  let failedAt: number | undefined;
  let missedAt: number | undefined;
  let loading: Promise<void> | undefined;

  // Also when the clock was set back, so that no period can be stretched without end.
  const isWithin = (duration: number, since: number | undefined): boolean =>
    since !== undefined && Math.abs(now().getTime() - since) < duration;
  const usable = (): VerificationKeys | undefined => (isWithin(usableFor, loadedAt) ? keys : undefined);

  async function reload(): Promise<void> {
    try {
      keys = await load();
      loadedAt = now().getTime();
      failedAt = undefined;
      log.info('key_set_loaded', { keys: keys.size });
    } catch (error) {
      failedAt = now().getTime();
      log.warn('key_set_unreachable', { error, keysAtHand: usable() !== undefined });
    }
  }

  /** Never rejects; does nothing while the issuer is left alone. */
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
      // Once the issuer has failed, nobody who can be served from old keys waits for it.
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
      const before = loadedAt;
      const known = (await current()).get(kid);
      const alreadyAsked = loadedAt !== before;
      if (known !== undefined) {
        return known;
      }
      if (!alreadyAsked && !isWithin(unknownKidCoolDown, missedAt)) {
        await refresh();
      }
      const found = usable()?.get(kid);
      if (found !== undefined) {
        return found;
      }
      if (failedAt !== undefined) {
        throw createUnavailable();
      }
      if (!isWithin(unknownKidCoolDown, missedAt)) {
        missedAt = now().getTime();
      }
      return undefined;
    },
    async ready() {
      await current();
    },
  };
}

function createUnavailable(): Unavailable {
  return new Unavailable('Access tokens cannot be verified at the moment.', {
    detail: 'the key set of the issuer cannot be had',
    headers: { 'Retry-After': String(failureCoolDown / second) },
  });
}
