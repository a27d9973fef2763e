/** Why a call came to nothing, before it is put into words for people. Messages are for the log. */

/** The API is at fault: too slow, not there, or a 5xx. Counts against it, and may be tried again. */
export class ApiFault extends Error {
  /** `unreachable`: nothing was sent. `connection`: it broke off at some time after that. */
  readonly kind: 'timeout' | 'unreachable' | 'connection' | 'server_error';
  /** Seconds that the API asks to wait. */
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

/** The API answered in time, but nothing that the contract knows. */
export class BrokenAnswer extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The caller has gone away or has no time left; says nothing about the API. */
export class CallCancelled extends Error {
  constructor() {
    super('The caller gave up.');
    this.name = new.target.name;
  }
}
