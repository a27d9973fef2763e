import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

const sweepEvery = 500;

/**
 * Stores sessions, grants, codes and refresh tokens in memory until they expire. Unlike the provider's own adapter, it
 * does not evict entries early, and two servers in one process share no state. Like the provider, it uses the system
 * clock.
 */
export function createMemoryAdapter(): AdapterFactory {
  const entries = new Map<string, Entry>();
  let writes = 0;

  const find = (key: string) => {
    const entry = entries.get(key);
    return entry !== undefined && entry.expires > Date.now() ? entry.payload : undefined;
  };
  const sweep = () => {
    const now = Date.now();
    for (const [key, { expires }] of entries) {
      if (expires <= now) {
        entries.delete(key);
      }
    }
  };

  return (model): Adapter => {
    const prefix = `${model}:`;
    const findWhere = (matches: (payload: AdapterPayload) => boolean) => {
      for (const [key, { payload }] of entries) {
        if (key.startsWith(prefix) && matches(payload)) {
          return find(key);
        }
      }
      return undefined;
    };
    return {
      async upsert(id, payload, expiresIn) {
        writes += 1;
        if (writes % sweepEvery === 0) {
          sweep();
        }
        entries.set(prefix + id, { payload, expires: Date.now() + (expiresIn ?? Number.POSITIVE_INFINITY) * 1000 });
      },
      async find(id) {
        return find(prefix + id);
      },
      async findByUid(uid) {
        return findWhere((payload) => payload.uid === uid);
      },
      async findByUserCode(userCode) {
        return findWhere((payload) => payload.userCode === userCode);
      },
      async consume(id) {
        const payload = find(prefix + id);
        if (payload !== undefined) {
          payload.consumed = Math.floor(Date.now() / 1000);
        }
      },
      async destroy(id) {
        entries.delete(prefix + id);
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) {
          if (key.startsWith(prefix) && payload.grantId === grantId) {
            entries.delete(key);
          }
        }
      },
    };
  };
}
