/** Failures of a call, before `toAppError` converts them. Messages are for the log only. */

/** The API failed: timeout, no connection, or 5xx. Counts for the circuit breaker, and may be retried. */
export class ApiFault extends Error {
  /** `unreachable`: nothing was sent. `connection`: interrupted after the request was sent. */
  readonly kind: 'timeout' | 'unreachable' | 'connection' | 'server_error';
  /** `Retry-After` in seconds. */
  readonly retryAfter: number | undefined;

  constructor(
    kind: ApiFault['kind'],
    message: string,
    options: { cause?: unknown; retryAfter?: number | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.kind = kind;
    this.retryAfter = options.retryAfter;
  }
}

/** The response does not conform to the contract. */
export class BrokenAnswer extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The caller has disconnected or run out of time; not a failure of the API. */
export class CallCancelled extends Error {
  constructor() {
    super('cancelled by the caller');
    this.name = new.target.name;
  }
}
