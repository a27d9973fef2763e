import { redact } from '../../foundation/log.ts';
import { type AnswerHead, judgeAnswer, toVerdict } from '../../teams-host/commands/judge-answer.ts';
import { remedyOfRefusedToken } from '../../teams-host/commands/refused-call.ts';
import { toDisplayClaims } from '../../teams-host/flow/display-claims.ts';
import { toRedactedUrl } from '../../teams-host/flow/redacted-url.ts';
import type { Hop } from '../../teams-host/wire/hop.ts';

/** A call of the API by the bot. */
export interface WatchedCall {
  readonly method: string;
  /** Absolute, at the app's own origin. */
  readonly url: string;
  /** The person's; it is nowhere in the hop. */
  readonly token: string;
}

/** How a call ended. */
export type CallEnd =
  /** @property text the beginning of the body of an answer that is no success. */
  | { readonly kind: 'answered'; readonly head: AnswerHead; readonly text: string }
  | { readonly kind: 'unreachable' | 'broken'; readonly cause: unknown }
  /** The bot did not wait for the answer. */
  | { readonly kind: 'left' };

/** What the flow panel shows of a call. @param ms milliseconds that it took. */
export function toCallHop({ method, url, token }: WatchedCall, end: CallEnd, ms: number): Hop {
  const claims = toDisplayClaims(token);
  return {
    from: 'App',
    to: 'API',
    request: String(redact(`${method} ${toRedactedUrl(url)}`)),
    ...(end.kind === 'answered' ? { status: end.head.status } : {}),
    ms,
    note: 'The bot calls the API with the token of the person.',
    ...(claims === undefined ? {} : { claims }),
    ...toFailure(end, token, new URL(url).origin),
  };
}

/** Said to people rather than to programmers: the bot has a sentence for each. */
const wordsToPeople: ReadonlySet<number> = new Set([304, 404, 409, 412, 422]);

/** Whether the action fails with such an answer of the API. */
export function isFailure(status: number): boolean {
  return (status < 200 || status > 299) && !wordsToPeople.has(status);
}

function toFailure(end: CallEnd, token: string, origin: string): Pick<Hop, 'failure'> {
  switch (end.kind) {
    case 'answered':
      return isFailure(end.head.status) ? toVerdict(judgeAnswer(end.head, end.text, token), remedyOfRefusedToken) : {};
    case 'unreachable': {
      const why = `The connection to ${origin} failed${toCode(end.cause)}.`;
      return { failure: { why, remedy: 'Look whether the app still runs, and into its log.' } };
    }
    case 'broken': {
      const why = `The connection to ${origin} broke off${toCode(end.cause)}.`;
      return { failure: { why, remedy: 'Look into the log of the app.' } };
    }
    case 'left': {
      const remedy =
        'Answer earlier: Teams gives a bot 5 s for a message extension, and it has more to do than this call.';
      return { failure: { why: 'The bot did not wait for the answer any longer.', remedy } };
    }
  }
}

function toCode(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  return code === undefined ? '' : ` (${code})`;
}
