import { AppError } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import { SignInNeeded } from '../../repairs-client/sign-in-needed.ts';
import type { InboundActivity } from '../turn/inbound-activity.ts';
import { type Turn, type TurnOptions, toTurn } from '../turn/turn.ts';
import { withinBudget } from '../turn/within-budget.ts';
import type { UserTokens } from '../user-tokens/user-tokens.ts';
import { CodeRejected, ExchangeFailed } from '../user-tokens/with-token.ts';
import type { InvokeKind, InvokeResponse } from './invoke-kind.ts';
import { MalformedValue } from './parse-value.ts';

export interface InvokeHandlerOptions {
  /** By name of the invoke. */
  readonly kinds: Readonly<Record<string, InvokeKind>>;
  readonly userTokens: UserTokens;
  readonly turnOptions: TurnOptions;
  readonly log: Log;
}

const tooLate = 'Repairs is taking too long to answer. Try again.';

/**
 * Creates the handler of invokes. It always responds within the budget: to an AppError with its message in the form of
 * the invoke, to any other error with a bare 500. Causes go to the log only.
 */
export function createInvokeHandler(
  options: InvokeHandlerOptions,
): (activity: InboundActivity) => Promise<InvokeResponse> {
  const { kinds, userTokens, turnOptions, log } = options;

  async function respond(kind: InvokeKind, turn: Turn): Promise<InvokeResponse> {
    try {
      return await kind.handle(turn.activity.value, turn);
    } catch (fault) {
      if (fault instanceof ExchangeFailed && kind.exchangeFailed !== undefined) {
        return kind.exchangeFailed;
      }
      if (fault instanceof CodeRejected && kind.codeRejected !== undefined) {
        return kind.codeRejected;
      }
      if (fault instanceof SignInNeeded && kind.toSignIn !== undefined) {
        return kind.toSignIn(await userTokens.getSignInLink(turn.activity));
      }
      throw fault;
    }
  }

  function refuse(kind: InvokeKind, name: string, fault: unknown): InvokeResponse {
    if (!(fault instanceof AppError)) {
      log.error('invoke: failed', { name, cause: fault });
      return { status: 500 };
    }
    const { status, code, message, field, detail, cause } = fault;
    log.info('invoke: refused', { name, status, problem: code, field, detail, cause });
    const response = kind.toMessage(message);
    return fault instanceof MalformedValue ? { ...response, status: 400 } : response;
  }

  return async (activity) => {
    const name = activity.name ?? '';
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) {
      return { status: 501 };
    }
    return withinBudget(
      turnOptions.budget,
      (signal) =>
        respond(kind, toTurn(activity, signal, turnOptions)).catch((fault: unknown) => {
          if (signal.aborted) {
            throw fault;
          }
          return refuse(kind, name, fault);
        }),
      () => {
        log.warn('invoke: timed out', { name });
        return kind.toMessage(tooLate);
      },
      // Not logged as an error, because the aborted signal may be the cause.
      (cause) => log.info('invoke: failed after timeout', { name, cause }),
    );
  };
}
