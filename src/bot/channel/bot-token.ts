import { Unavailable } from '../../foundation/errors.ts';
import { waitAtMost } from '../turn/wait-at-most.ts';

/** A token of the bot itself, for connector and token service. */
export interface BotToken {
  /** Gives one that is still good for a while. @throws Unavailable */
  get(): Promise<string>;
  /** Makes the next `get` ask for a new one, if this is the one at hand. */
  forget(token: string): void;
}

export interface IssuedToken {
  readonly token: string;
  /** Seconds for which it is good. */
  readonly expiresIn: number;
}

/** So long, in seconds, before it expires a token is not used any more; half its life where that is short. */
const earlier = 300;
/** So long, in milliseconds, a source that has failed is left alone. */
const failureCoolDown = 2000;

export interface BotTokenOptions {
  /** Asks the source; whatever it throws is the cause of an Unavailable. */
  readonly request: () => Promise<IssuedToken>;
  /** For which the source is waited for, in milliseconds; one that takes longer has failed. */
  readonly timeout: number;
  readonly now: () => Date;
}

/** Keeps the bot's own token: asked for once however many wait, kept until shortly before it expires. */
export function createBotToken({ request, timeout, now }: BotTokenOptions): BotToken {
  let current: { readonly token: string; readonly from: number; readonly until: number } | undefined;
  let pending: Promise<string> | undefined;
  let failure: { readonly cause: unknown; readonly at: number } | undefined;

  async function renew(): Promise<string> {
    try {
      const { token, expiresIn } = await waitAtMost(timeout, request(), () => {
        throw new Error('no answer in time');
      });
      const from = now().getTime();
      current = { token, from, until: from + 1000 * Math.max(expiresIn - earlier, expiresIn / 2) };
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
    detail: 'the bot gets no token of its own',
    cause,
  });
}
