import { TimeoutStrategy, timeout } from 'cockatiel';
import { Unavailable } from '../../foundation/errors.ts';

/** The bot's own access token, for connector and token service. */
export interface BotToken {
  /**
   * Returns the cached token, or requests a new one shortly before it expires.
   * @throws Unavailable if no token is issued.
   */
  get(): Promise<string>;
  /** Discards this token, if it is the current one, so that the next `get` requests another. */
  forget(token: string): void;
}

export interface IssuedToken {
  readonly token: string;
  /** Lifetime in seconds. */
  readonly expiresIn: number;
}

/** How long before its expiry a token is renewed, in seconds; half its lifetime if that is less. */
const renewBefore = 300;
/** Pause after a failed request, in milliseconds. */
const failureCoolDown = 2000;

export interface BotTokenOptions {
  /** Its error becomes the `cause` of Unavailable. */
  readonly request: () => Promise<IssuedToken>;
  /** Timeout for a request, in milliseconds. */
  readonly timeout: number;
  readonly now: () => Date;
}

/** Caches the token until shortly before it expires. Concurrent callers share one request. */
export function createBotToken(options: BotTokenOptions): BotToken {
  const { request, now } = options;
  const inTime = timeout(options.timeout, TimeoutStrategy.Aggressive);
  let current: { readonly token: string; readonly from: number; readonly until: number } | undefined;
  let pending: Promise<string> | undefined;
  let failure: { readonly cause: unknown; readonly at: number } | undefined;

  async function renew(): Promise<string> {
    try {
      const { token, expiresIn } = await inTime.execute(request);
      const from = now().getTime();
      current = { token, from, until: from + 1000 * Math.max(expiresIn - renewBefore, expiresIn / 2) };
      failure = undefined;
      return token;
    } catch (cause) {
      failure = { cause, at: now().getTime() };
      throw createUnavailable(cause);
    }
  }

  return {
    async get() {
      const time = now().getTime();
      if (current !== undefined && time >= current.from && time < current.until) {
        return current.token;
      }
      if (failure !== undefined && Math.abs(time - failure.at) < failureCoolDown) {
        throw createUnavailable(failure.cause);
      }
      pending ??= renew().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    forget(token) {
      if (current?.token === token) {
        current = undefined;
      }
    },
  };
}

function createUnavailable(cause: unknown): Unavailable {
  return new Unavailable('Teams cannot be reached at the moment. Try again in a minute.', {
    detail: 'no token for the bot itself',
    cause,
  });
}
