/**
 * What every expected failure is: a status and a code for machines, a sentence for people, and a cause for the log.
 * Anything thrown that is not an AppError is a bug and reaches people as a bare 500.
 */
export interface AppErrorOptions {
  /** The request field the fault is about, as the caller spelled it. */
  readonly field?: string | undefined;
  /** Why it happened, for the log only; never sent. */
  readonly detail?: string | undefined;
  readonly cause?: unknown;
  /** Response headers that belong to the answer, for example `WWW-Authenticate` or `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export class AppError extends Error {
  readonly field: string | undefined;
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  readonly code: string;

  /**
   * @param status HTTP status code.
   * @param code stable snake_case word for machines.
   * @param message sentence for people; it is sent as it stands, so it must hold nothing private.
   */
  constructor(status: number, code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.status = status;
    this.code = code;
    this.field = options.field;
    this.detail = options.detail;
    this.headers = options.headers ?? {};
  }
}

/** 400: the request cannot be understood. */
export class InvalidRequest extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(400, 'invalid_request', message, options);
  }
}

/** 404: there is nothing here for this caller, whether or not there is for another. */
export class NotFound extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(404, 'not_found', message, options);
  }
}

/** 412: somebody else changed the record since the caller read it (RFC 9110 section 13.1.1). */
export class PreconditionFailed extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(412, 'precondition_failed', message, options);
  }
}

/** 413: the body is larger than this route takes. */
export class PayloadTooLarge extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(413, 'payload_too_large', message, options);
  }
}

/** 415: the body is of a type or encoding this route does not take. */
export class UnsupportedMediaType extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(415, 'unsupported_media_type', message, options);
  }
}

/** 422: an Idempotency-Key was used again for a different request. */
export class IdempotencyKeyReused extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(422, 'idempotency_key_reused', message, options);
  }
}

/** 428: a change without If-Match, which could overwrite somebody else's (RFC 6585 section 3). */
export class PreconditionRequired extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(428, 'precondition_required', message, options);
  }
}

/** 503: something this answer depends on cannot be reached; trying again later may work. */
export class Unavailable extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(503, 'unavailable', message, options);
  }
}
