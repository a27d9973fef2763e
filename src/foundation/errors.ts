export interface AppErrorOptions {
  /** The field of the request that the error is about, as the caller spelled it. */
  readonly field?: string | undefined;
  /** The reason, for the log only; never sent. */
  readonly detail?: string | undefined;
  readonly cause?: unknown;
  /** Headers of the response, for example `WWW-Authenticate` or `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Further members of the problem document (RFC 9457 section 3.2). Sent, so nothing private; never in the log. */
  readonly members?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * An expected failure, with a status and a code for programs, a message for the user, and details for the log. Anything
 * else that is thrown is a bug, and the caller gets a 500 that says nothing about it.
 */
export class AppError extends Error {
  readonly field: string | undefined;
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly code: string;

  /**
   * @param status HTTP status code.
   * @param code stable snake_case code for programs.
   * @param message user-facing sentence, sent unchanged; must not contain anything private.
   */
  constructor(status: number, code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options);
    this.name = new.target.name;
    this.status = status;
    this.code = code;
    this.field = options.field;
    this.detail = options.detail;
    this.headers = options.headers ?? {};
    this.members = options.members ?? {};
  }
}

/** 400: the request is malformed. */
export class InvalidRequest extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(400, 'invalid_request', message, options);
  }
}

/** 404: the resource does not exist or is not visible to this caller. */
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

/** 413: the body exceeds the limit of the route. */
export class PayloadTooLarge extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(413, 'payload_too_large', message, options);
  }
}

/** 415: the route does not accept the type or encoding of the body. */
export class UnsupportedMediaType extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(415, 'unsupported_media_type', message, options);
  }
}

/** 422: an Idempotency-Key was reused for a different request. */
export class IdempotencyKeyReused extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(422, 'idempotency_key_reused', message, options);
  }
}

/** 428: a change without If-Match, which could overwrite someone else's change (RFC 6585 section 3). */
export class PreconditionRequired extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(428, 'precondition_required', message, options);
  }
}

/** 503: a dependency is unavailable; a retry may succeed later. */
export class Unavailable extends AppError {
  constructor(message: string, options?: AppErrorOptions) {
    super(503, 'unavailable', message, options);
  }
}
