import type { RepairsApi } from '../../repairs-client/create-repairs-api.ts';
import type { RepairsClient } from '../../repairs-client/repairs-client.ts';
import { SignInNeeded } from '../../repairs-client/sign-in-needed.ts';
import type { Turn } from '../turn/turn.ts';
import type { UserTokens } from './user-tokens.ts';

/** What an activity contains immediately after a sign-in. */
export interface Credentials {
  /** Verification code, six digits. */
  readonly code?: string | undefined;
  /** Whether there is a code, even one that is not six digits. */
  readonly hasCode?: boolean;
  /** Token that Teams sent for exchange (single sign-on). */
  readonly exchangeable?: string | undefined;
}

/** The verification code was rejected, and the person has no token. */
export class CodeRejected extends SignInNeeded {}

/** The token that Teams sent for exchange was rejected; answered with status 412. */
export class ExchangeFailed extends Error {
  override readonly name = 'ExchangeFailed';
}

/**
 * Runs work on behalf of the sender of the activity. The work receives a function that returns the API client; the
 * token service is called only when the work calls that function.
 * @throws SignInNeeded if the person has no token, or the API rejects it; a rejected token is deleted.
 * @throws CodeRejected if the person has no token, and the verification code is rejected.
 * @throws ExchangeFailed if the token sent for exchange is rejected.
 */
export type WithToken = <Value>(
  turn: Turn,
  credentials: Credentials,
  work: (repairs: () => Promise<RepairsClient>) => Promise<Value>,
) => Promise<Value>;

/** Creates the token flow that message extension, cards and chat share. */
export function createWithToken(userTokens: UserTokens, repairsApi: Pick<RepairsApi, 'forToken'>): WithToken {
  async function find({ activity }: Turn, { code, hasCode, exchangeable }: Credentials): Promise<string> {
    if (exchangeable !== undefined) {
      const exchanged = await userTokens.exchange(activity, exchangeable);
      if (exchanged === undefined) {
        throw new ExchangeFailed();
      }
      return exchanged;
    }
    const token = await userTokens.get(activity, code);
    if (token === undefined) {
      throw hasCode ? new CodeRejected() : new SignInNeeded();
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
        await userTokens.signOut(turn.activity);
      }
      throw fault;
    }
  };
}
