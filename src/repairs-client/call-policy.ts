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
  /** Maximum number of concurrent calls, and of connections. */
  readonly connections: number;
  /** Maximum number of waiting calls. */
  readonly waiting: number;
  /** Timeout for a call in milliseconds, including waiting and the retry. */
  readonly callTimeout: number;
  /** Timeout for one attempt in milliseconds. */
  readonly attemptTimeout: number;
  /** Minimum and maximum pause before the retry in milliseconds. */
  readonly retryDelay: readonly [number, number];
  /** Number of recent attempts; the breaker opens if more than half of them failed. */
  readonly breakerSamples: number;
  /** Minimum number of attempts before the breaker can open. */
  readonly breakerMinimum: number;
  /** How long the breaker stays open before a probe, in milliseconds. */
  readonly breakerOpen: number;
}

export interface CallPolicyOptions {
  readonly limits: CallLimits;
  readonly random: () => number;
  readonly log: Log;
}

export interface CallOptions {
  /** Name of the operation, for the log. */
  readonly operation: string;
  /** Whether the operation may be retried. */
  readonly retries: boolean;
  readonly signal: AbortSignal;
}

export type Attempt<Value> = (signal: AbortSignal) => Promise<Value>;

/**
 * Runs attempts with timeouts, bulkhead, circuit breaker and one retry. An attempt throws ApiFault if the API fails, of
 * kind `timeout` if its signal is aborted.
 * @throws the error of the last attempt, CallCancelled, or TaskCancelledError, BrokenCircuitError and
 *   BulkheadRejectedError of cockatiel.
 */
export type CallPolicy = <Value>(attempt: Attempt<Value>, options: CallOptions) => Promise<Value>;

/** Creates the policy that all callers of the API share. */
export function createCallPolicy({ limits, random, log }: CallPolicyOptions): CallPolicy {
  const callTimeout = timeout(limits.callTimeout, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false });
  const attemptTimeout = timeout(limits.attemptTimeout, {
    strategy: TimeoutStrategy.Cooperative,
    abortOnReturn: false,
  });
  const calls: BulkheadPolicy = bulkhead(limits.connections, limits.waiting);
  const [shortest, longest] = limits.retryDelay;
  const retrying = retry(
    handleWhen((cause) => cause instanceof ApiFault && cause.retryAfter === undefined),
    { maxAttempts: 1, backoff: new DelegateBackoff(() => shortest + random() * (longest - shortest)) },
  );
  const breaker = circuitBreaker(
    // A cancelled probe does not prove that the API has recovered.
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
  breaker.onBreak((reason) => log.warn('repairs api: circuit opened', { cause: 'error' in reason && reason.error }));
  breaker.onReset(() => log.info('repairs api: recovered'));

  return (attempt, { operation, retries, signal: caller }) =>
    callTimeout.execute(({ signal }) => {
      const runOnce = () =>
        breaker.execute(() => attemptTimeout.execute((own) => run(attempt, own.signal, signal), signal), signal);
      const runWithRetry = () =>
        retrying.execute(({ attempt: count }) => {
          if (count > 0) {
            log.info('repairs api: retrying', { operation });
          }
          return runOnce();
        }, signal);
      return calls.execute(retries ? runWithRetry : runOnce, signal);
    }, caller);
}

async function run<Value>(attempt: Attempt<Value>, own: AbortSignal, call: AbortSignal): Promise<Value> {
  if (call.aborted) {
    throw new CallCancelled();
  }
  try {
    return await attempt(own);
  } catch (cause) {
    // An attempt cannot tell its own timeout from that of the whole call.
    throw call.aborted && cause instanceof ApiFault && cause.kind === 'timeout' ? new CallCancelled() : cause;
  }
}
