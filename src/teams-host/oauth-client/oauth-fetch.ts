import type { CustomFetch } from 'openid-client';
import type { Flow } from '../flow/flow.ts';
import { toRedactedUrl } from '../flow/redacted-url.ts';
import type { Hop } from '../wire/hop.ts';
import { AnswerTooLarge, type BoundedAnswer, readBoundedAnswer } from './bounded-answer.ts';
import { OAuthFault } from './oauth-fault.ts';

/** What a response means: note and claims for its hop, and the body for the caller if it differs. */
export interface Verdict {
  readonly note?: string | undefined;
  readonly claims?: Hop['claims'];
  readonly body?: string | undefined;
}

export interface OAuthFetchOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly flow: Flow;
  /** Name of the endpoint in explanations, for example `token endpoint`. */
  readonly endpoint: string;
  /** @throws OAuthFault for a response that is not a success. */
  readonly judge: (answer: BoundedAnswer) => Verdict;
}

const answerLimit = 256 * 1024;

/**
 * Creates the fetch for requests to the authorization server. It limits the size of the response, judges it, and records a
 * hop without secrets. Redirects are refused by the options that openid-client passes.
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
        status: answer?.status,
        ...rest,
      });
    };
    try {
      const { body, ...others } = options;
      answer = await readBoundedAnswer(await fetch(url, { ...others, body: body ?? null } as RequestInit), answerLimit);
      const verdict = judge(answer);
      record({ note: verdict.note, claims: verdict.claims });
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
      { why, remedy: 'Try again. If it stays slow, look at the authorization server.' },
      { cause },
    );
  }
  const why = `The ${endpoint} at ${origin} cannot be reached.`;
  const remedy =
    'Check that the authorization server runs and that the address in the registration is right, then try again.';
  return new OAuthFault('unreachable', { why, remedy }, { cause });
}
