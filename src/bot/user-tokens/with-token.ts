import type { RepairsApi } from '../../repairs-client/create-repairs-api.ts';
import type { RepairsClient } from '../../repairs-client/repairs-client.ts';
import { SignInNeeded } from '../../repairs-client/sign-in-needed.ts';
import type { Turn } from '../turn/turn.ts';
import type { UserToken } from './user-token.ts';

/** What an activity brings along from a sign-in that has just happened. */
export interface Credentials {
  /** Six digits. */
  readonly code?: string;
  /** A token that Teams handed over (single sign-on). */
  readonly handedOver?: string;
}

/** 412: the token that Teams handed over does not do. */
export class ExchangeFailed extends Error {
  override readonly name = 'ExchangeFailed';
}

/**
 * Does something as the person who sent the activity. The work is handed the way to the API, and nothing is asked of the
 * token service before it takes it.
 * @throws SignInNeeded where that person has no token, or the API no longer takes it; it is forgotten then.
 * @throws ExchangeFailed
 */
export type WithToken = <Value>(
  turn: Turn,
  credentials: Credentials,
  work: (repairs: () => Promise<RepairsClient>) => Promise<Value>,
) => Promise<Value>;

/** Creates the one flow of tokens, the same for extension, cards and chat. */
export function createWithToken(userToken: UserToken, repairsApi: Pick<RepairsApi, 'forToken'>): WithToken {
  async function find({ context }: Turn, { code, handedOver }: Credentials): Promise<string> {
    if (handedOver !== undefined) {
      const exchanged = await userToken.exchange(context, handedOver);
      if (exchanged === undefined) {
        throw new ExchangeFailed();
      }
      return exchanged;
    }
    const token = await userToken.get(context, code);
    if (token === undefined) {
      throw new SignInNeeded();
    }
    return token;
  }

  return async (turn, credentials, work) => {
    let finding: Promise<string> | undefined;
    let isFound = false;
    const repairs = async () => {
      finding ??= find(turn, credentials);
      const token = await finding;
      isFound = true;
      return repairsApi.forToken(token, turn.known.signal);
    };
    try {
      return await work(repairs);
    } catch (fault) {
      if (fault instanceof SignInNeeded && isFound) {
        await userToken.signOut(turn.context);
      }
      throw fault;
    }
  };
}
