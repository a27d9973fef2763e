/** What went wrong with a request to the authorization server, in words for people. Thrown; also shown in the hop. */
export interface Explanation {
  readonly why: string;
  readonly remedy: string;
}

/**
 * `unreachable`: no answer, a late one, or the server's own failure; trying again may work. `refused`: an OAuth error.
 * `wrong`: an answer that OAuth does not have.
 */
export type OAuthFaultKind = 'unreachable' | 'refused' | 'wrong';

export class OAuthFault extends Error {
  readonly kind: OAuthFaultKind;
  readonly why: string;
  readonly remedy: string;
  /** The OAuth error code, where the server refused. */
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

/** The fault behind what a library threw; undefined where there is none. */
export function toOAuthFault(thrown: unknown): OAuthFault | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof OAuthFault) {
      return error;
    }
  }
  return undefined;
}
