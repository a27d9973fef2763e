import type { TurnContext } from 'botbuilder';
import { AppError } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import { SignInNeeded } from '../../repairs-client/sign-in-needed.ts';
import { type Turn, type TurnOptions, toTurn } from '../turn/turn.ts';
import { withinBudget } from '../turn/within-budget.ts';
import type { UserToken } from '../user-tokens/user-token.ts';
import { ExchangeFailed } from '../user-tokens/with-token.ts';
import type { InvokeKind, InvokeResponse } from './invoke-kind.ts';
import { MalformedValue } from './parse-value.ts';

export interface InvokeHandlerOptions {
  readonly kinds: Readonly<Record<string, InvokeKind>>;
  readonly userToken: UserToken;
  readonly turnOptions: TurnOptions;
  readonly log: Log;
}

const tooLate = 'Repairs takes too long to answer at the moment. Try again.';

/**
 * Creates what answers invokes: in time, and with an invoke response whatever happens. An AppError is told in the invoke's
 * own way; anything else is a bug and becomes a bare 500 whose cause is only in the log.
 */
export function createInvokeHandler(options: InvokeHandlerOptions): (context: TurnContext) => Promise<InvokeResponse> {
  const { kinds, userToken, turnOptions, log } = options;

  async function answer(kind: InvokeKind, turn: Turn): Promise<InvokeResponse> {
    try {
      return await kind.handle(turn.context.activity.value, turn);
    } catch (fault) {
      if (fault instanceof ExchangeFailed && kind.exchangeFailed !== undefined) {
        return kind.exchangeFailed;
      }
      if (fault instanceof SignInNeeded && kind.askToSignIn !== undefined) {
        return kind.askToSignIn(await userToken.signInLink(turn.context));
      }
      throw fault;
    }
  }

  function refuse(kind: InvokeKind, name: string, fault: unknown): InvokeResponse {
    if (!(fault instanceof AppError)) {
      log.error('invoke failed', { name, cause: fault });
      return { status: 500 };
    }
    const { status, code, message, field, detail, cause } = fault;
    log.info('invoke refused', { name, status, problem: code, field, detail, cause });
    const told = kind.tell(message);
    return fault instanceof MalformedValue ? { ...told, status: 400 } : told;
  }

  return async (context) => {
    const { name = '' } = context.activity;
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) {
      return { status: 501 };
    }
    return withinBudget(
      turnOptions.budget,
      (signal) =>
        answer(kind, toTurn(context, signal, turnOptions)).catch((fault: unknown) => {
          if (signal.aborted) {
            throw fault;
          }
          return refuse(kind, name, fault);
        }),
      () => {
        log.warn('invoke too late', { name });
        return kind.tell(tooLate);
      },
      // The turn is over, so whatever this is, the turn's end may be the reason.
      (cause) => log.info('invoke ended late', { name, cause }),
    );
  };
}
