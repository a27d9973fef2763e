import {
  type BulkheadPolicy,
  bulkhead,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import type { Log } from '../foundation/log.ts';
import { ApiFault, CallCancelled } from './api-fault.ts';

export interface CallLimits {
  /** Calls under way at once, and connections. */
  readonly connections: number;
  /** Calls that wait for their turn. */
  readonly waiting: number;
  /** Milliseconds for a call, its waiting and its second attempt included. */
  readonly callTimeout: number;
  /** Milliseconds for one attempt. */
  readonly attemptTimeout: number;
  /** Milliseconds before the second attempt: at least, and at most. */
  readonly retryDelay: readonly [number, number];
  /** The breaker opens when more than half of this many last attempts failed. */
  readonly breakerSamples: number;
  /** Attempts that it takes at least to open it. */
  readonly breakerMinimum: number;
  /** Milliseconds that the breaker stays open before it lets one attempt through. */
  readonly breakerOpen: number;
}

export interface CallPolicyOptions {
  readonly limits: CallLimits;
  readonly random: () => number;
  readonly log: Log;
}

export interface CallOptions {
  /** What is called, for the log. */
  readonly operation: string;
  /** Whether a second attempt does no harm. */
  readonly retries: boolean;
  readonly signal: AbortSignal;
}

export type Attempt<Value> = (signal: AbortSignal) => Promise<Value>;

/**
 * Runs an attempt at the API within bounds of time and number. An attempt throws ApiFault where the API is at fault,
 * and of kind `timeout` when its signal is aborted.
 * @throws what the last attempt threw, CallCancelled, or cockatiel's TaskCancelledError, BrokenCircuitError and
 *   BulkheadRejectedError.
 */
export type CallPolicy = <Value>(attempt: Attempt<Value>, options: CallOptions) => Promise<Value>;

/** One for everybody who calls the API, so that all of them know when it is down. */
export function createCallPolicy({ limits, random, log }: CallPolicyOptions): CallPolicy {
  const whole = timeout(limits.callTimeout, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false });
  const single = timeout(limits.attemptTimeout, { strategy: TimeoutStrategy.Cooperative, abortOnReturn: false });
  const turns: BulkheadPolicy = bulkhead(limits.connections, limits.waiting);
  const [shortest, longest] = limits.retryDelay;
  const again = retry(
    handleWhen((cause) => cause instanceof ApiFault && cause.retryAfter === undefined),
    { maxAttempts: 1, backoff: new DelegateBackoff(() => shortest + random() * (longest - shortest)) },
  );
  const breaker = circuitBreaker(
    // A probe that its caller gave up has not shown that the API is well again.
    handleWhen(
      (cause) =>
        cause instanceof ApiFault || (cause instanceof CallCancelled && breaker.state === CircuitState.HalfOpen),
    ),
    {
      halfOpenAfter: limits.breakerOpen,
      breaker: new CountBreaker({
        threshold: 0.5,
        size: limits.breakerSamples,
        minimumNumberOfCalls: limits.breakerMinimum,
      }),
    },
  );
  breaker.onBreak((reason) => log.warn('repairs api given up for now', { cause: 'error' in reason && reason.error }));
  breaker.onReset(() => log.info('repairs api is back'));

  return (attempt, { operation, retries, signal: caller }) =>
    whole.execute(({ signal }) => {
      const once = () =>
        breaker.execute(() => single.execute((own) => run(attempt, own.signal, signal), signal), signal);
      const twice = () =>
        again.execute(({ attempt: count }) => {
          if (count > 0) {
            log.info('repairs api asked again', { operation });
          }
          return once();
        }, signal);
      return turns.execute(retries ? twice : once, signal);
    }, caller);
}

async function run<Value>(attempt: Attempt<Value>, own: AbortSignal, call: AbortSignal): Promise<Value> {
  if (call.aborted) {
    throw new CallCancelled();
  }
  try {
    return await attempt(own);
  } catch (cause) {
    // Whether the time of the attempt or of the whole call was up looks the same from inside.
    throw call.aborted && cause instanceof ApiFault && cause.kind === 'timeout' ? new CallCancelled() : cause;
  }
}
