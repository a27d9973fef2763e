import type { CustomFetch } from 'openid-client';
import type { Flow } from '../flow/flow.ts';
import { toRedactedUrl } from '../flow/redacted-url.ts';
import type { Hop } from '../wire/hop.ts';
import { AnswerTooLarge, type BoundedAnswer, readBoundedAnswer } from './bounded-answer.ts';
import { OAuthFault } from './oauth-fault.ts';

/** What an answer means: what the hop says of it, and the body the caller may go on with. */
export interface Verdict {
  readonly note?: string;
  readonly claims?: NonNullable<Hop['claims']>;
  readonly body?: string;
}

export interface OAuthFetchOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly flow: Flow;
  /** What is asked of the server, as it is called in explanations: `token endpoint`. */
  readonly endpoint: string;
  /** @throws OAuthFault for an answer that is no success. */
  readonly judge: (answer: BoundedAnswer) => Verdict;
}

const answerLimit = 256 * 1024;

/**
 * How every request to the authorization server is sent: no redirect is followed (the caller's options say so), the answer
 * is bounded and judged, and a hop records what happened, without secrets.
 */
export function createOAuthFetch({ fetch, flow, endpoint, judge }: OAuthFetchOptions): CustomFetch {
  return async (url, options) => {
    const startedAt = performance.now();
    let answer: BoundedAnswer | undefined;
    const record = (rest: Partial<Hop>) => {
      flow.add({
        from: 'Teams host',
        to: 'Authorization server',
        request: `${options.method} ${toRedactedUrl(url)}`,
        ms: Math.round(performance.now() - startedAt),
        ...(answer === undefined ? {} : { status: answer.status }),
        ...rest,
      });
    };
    try {
      const { body, ...others } = options;
      answer = await readBoundedAnswer(await fetch(url, { ...others, body: body ?? null } as RequestInit), answerLimit);
      const verdict = judge(answer);
      const { note, claims } = verdict;
      record({ ...(note === undefined ? {} : { note }), ...(claims === undefined ? {} : { claims }) });
      return toResponse(answer, verdict.body);
    } catch (cause) {
      const fault = cause instanceof OAuthFault ? cause : toTransportFault(cause, endpoint, new URL(url).origin);
      record({ failure: { why: fault.why, remedy: fault.remedy } });
      throw fault;
    }
  };
}

function toResponse({ status, contentType, text }: BoundedAnswer, body = text): Response {
  return new Response(body, { status, headers: { 'content-type': contentType } });
}

function toTransportFault(cause: unknown, endpoint: string, origin: string): OAuthFault {
  if (cause instanceof AnswerTooLarge) {
    const why = `The ${endpoint} answered with more than ${answerLimit / 1024} KB.`;
    return new OAuthFault('wrong', { why, remedy: `Check that the address of the ${endpoint} is right.` }, { cause });
  }
  if (cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError')) {
    const why = `The ${endpoint} at ${origin} did not answer in time.`;
    return new OAuthFault(
      'unreachable',
      { why, remedy: 'Try again; look at the authorization server if it stays slow.' },
      { cause },
    );
  }
  const why = `The ${endpoint} at ${origin} cannot be reached.`;
  const remedy =
    'Check that the authorization server runs and that the address in the registration is right, then try again.';
  return new OAuthFault('unreachable', { why, remedy }, { cause });
}
