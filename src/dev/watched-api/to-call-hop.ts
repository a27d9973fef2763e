import { textMember } from '../../foundation/json-value.ts';
import { redact } from '../../foundation/redact.ts';
import { type AnswerHead, judgeAnswer, toVerdict } from '../../teams-host/commands/judge-answer.ts';
import { remedyOfRefusedToken } from '../../teams-host/commands/refused-call.ts';
import { toDisplayClaims } from '../../teams-host/flow/display-claims.ts';
import { toRedactedUrl } from '../../teams-host/flow/redacted-url.ts';
import type { Hop } from '../../teams-host/wire/hop.ts';

/** A call of the API by the bot. */
export interface WatchedCall {
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  /** The person's token; the hop does not contain it. */
  readonly token: string;
}

/** The result of a call. */
export type CallEnd =
  /** @property text the beginning of the body. */
  | { readonly kind: 'answered'; readonly head: AnswerHead; readonly text: string }
  | { readonly kind: 'unreachable' | 'broken'; readonly cause: unknown }
  /** The bot closed the connection before the response. */
  | { readonly kind: 'left' };

/** Creates the hop of a call. @param ms duration in milliseconds. */
export function toCallHop({ method, url, token }: WatchedCall, end: CallEnd, ms: number): Hop {
  return {
    from: 'App',
    to: 'API',
    request: String(redact(`${method} ${toRedactedUrl(url)}`)),
    status: end.kind === 'answered' ? end.head.status : undefined,
    ms,
    note: 'The bot calls the API with the token of the person.',
    claims: toDisplayClaims(token),
    ...toFailure(end, token, new URL(url).origin),
  };
}

/** Statuses that the bot handles, so that the action does not fail. */
const expectedStatuses: ReadonlySet<number> = new Set([304, 404, 409, 412, 422]);

/** Whether the action fails with this status of the API. */
function isFailure(status: number): boolean {
  return (status < 200 || status > 299) && !expectedStatuses.has(status);
}

function toFailure(end: CallEnd, token: string, origin: string): Pick<Hop, 'failure'> {
  switch (end.kind) {
    case 'answered':
      return isFailure(end.head.status)
        ? toVerdict(judgeAnswer(end.head, { text: end.text }, { token }), remedyOfRefusedToken)
        : {};
    case 'unreachable': {
      const why = `The connection to ${origin} failed${toCode(end.cause)}.`;
      return { failure: { why, remedy: 'Check that the app still runs, and see its log.' } };
    }
    case 'broken': {
      const why = `The connection to ${origin} was interrupted${toCode(end.cause)}.`;
      return { failure: { why, remedy: 'See the log of the app.' } };
    }
    case 'left': {
      const remedy =
        'Answer earlier: Teams waits 5 s for the bot of a message extension, and this call is only a part of its work.';
      return { failure: { why: 'The bot stopped waiting for the response.', remedy } };
    }
  }
}

function toCode(cause: unknown): string {
  const code = textMember(cause, 'code');
  return code === undefined ? '' : ` (${code})`;
}
