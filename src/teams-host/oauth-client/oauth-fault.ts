/** Why a request to the authorization server failed, and what to change: one or more sentences each. */
export interface Explanation {
  readonly why: string;
  readonly remedy: string;
}

/**
 * `unreachable`: no response in time, or a failure of the server; a retry may succeed. `refused`: an OAuth error.
 * `wrong`: a response that OAuth does not define.
 */
export type OAuthFaultKind = 'unreachable' | 'refused' | 'wrong';

/** Thrown if a request to the authorization server fails. */
export class OAuthFault extends Error {
  readonly kind: OAuthFaultKind;
  readonly why: string;
  readonly remedy: string;
  /** The OAuth error code, if the server sent one. */
  readonly error: string | undefined;

  constructor(kind: OAuthFaultKind, { why, remedy }: Explanation, options: { error?: string; cause?: unknown } = {}) {
    super(why, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'OAuthFault';
    this.kind = kind;
    this.why = why;
    this.remedy = remedy;
    this.error = options.error;
  }
}

/** Returns the first OAuthFault in a chain of errors and their causes. */
export function toOAuthFault(thrown: unknown): OAuthFault | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof OAuthFault) {
      return error;
    }
  }
  return undefined;
}
