import type { CustomFetch } from 'openid-client';
import { member, toObject } from '../../foundation/json-value.ts';
import { type ResponseText, readResponseText } from '../../foundation/read-response-text.ts';
import { explainBrokenAnswer } from '../../local/explain-broken-answer.ts';
import type { Flow } from '../flow/flow.ts';
import { toRedactedUrl } from '../flow/redacted-url.ts';
import type { Hop } from '../wire/hop.ts';
import { OAuthFault } from './oauth-fault.ts';

/** A complete response of the authorization server. */
export interface EndpointResponse extends ResponseText {
  readonly status: number;
  readonly contentType: string;
}

/** Note and claims for the hop of a response, and the body for the caller if it differs from the received one. */
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
  readonly judge: (response: EndpointResponse) => Verdict;
}

/** Maximum size of a response in bytes. */
const responseLimit = 256 * 1024;

/**
 * Creates the fetch for requests to the authorization server. It limits the size of the response, evaluates it, and
 * records a hop without secrets. Redirects are refused by the options that openid-client passes.
 */
export function createOAuthFetch({ fetch, flow, endpoint, judge }: OAuthFetchOptions): CustomFetch {
  return async (url, options) => {
    const startedAt = performance.now();
    let response: EndpointResponse | undefined;
    const record = (rest: Partial<Hop>) => {
      flow.add({
        from: 'Teams host',
        to: 'Authorization server',
        request: `${options.method} ${toRedactedUrl(url)}`,
        ms: Math.round(performance.now() - startedAt),
        status: response?.status,
        ...rest,
      });
    };
    try {
      const { body, ...others } = options;
      // The body types of the DOM and of openid-client have the same values.
      response = await read(await fetch(url, { ...others, body: body ?? null } as RequestInit));
      const verdict = judge(response);
      record({ note: verdict.note, claims: verdict.claims });
      const { status, contentType, text } = response;
      return new Response(verdict.body ?? text, { status, headers: { 'content-type': contentType } });
    } catch (cause) {
      const fault = cause instanceof OAuthFault ? cause : toTransportFault(cause, endpoint, new URL(url).origin);
      record({ failure: { why: fault.why, remedy: fault.remedy } });
      throw fault;
    }
  };
}

async function read(response: Response): Promise<EndpointResponse> {
  const body = await readResponseText(response, responseLimit);
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', ...body };
}

function toTransportFault(cause: unknown, endpoint: string, origin: string): OAuthFault {
  if (cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError')) {
    const why = `The ${endpoint} at ${origin} did not answer in time.`;
    return new OAuthFault(
      'unreachable',
      { why, remedy: 'Try again. If it stays slow, look at the authorization server.' },
      { cause },
    );
  }
  const broken = explainBrokenAnswer(toObject(member(cause, 'cause')));
  if (broken !== undefined) {
    return new OAuthFault(
      'unreachable',
      { why: `The ${endpoint} at ${origin} ${broken.why}`, remedy: broken.remedy },
      { cause },
    );
  }
  const why = `The ${endpoint} at ${origin} cannot be reached.`;
  const remedy =
    'Check that the authorization server runs and that the address in the registration is right, then try again.';
  return new OAuthFault('unreachable', { why, remedy }, { cause });
}
