import { redact } from '../../foundation/log.ts';
import { withoutSecrets } from '../flow/without-secrets.ts';
import type { Hop } from '../wire/hop.ts';
import { isJsonType } from './is-json-type.ts';

/** What became of one call. `why` and `remedy` are sentences for the flow panel, without secrets. */
export type ApiAnswer =
  | { readonly kind: 'json'; readonly status: number; readonly value: unknown }
  | { readonly kind: 'refused'; readonly status: 401 | 403; readonly why: string }
  | {
      readonly kind: 'failed';
      readonly status?: number;
      readonly why: string;
      readonly remedy: string;
      /** True where the request did not reach the app at all. */
      readonly isUnsent?: boolean;
    };

/** What is judged of an answer besides its body. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
}

/** Takes the credential of the call out of what the app has written. */
type Conceal = (words: string) => string;

const largestQuote = 300;

/** @param token of the call, which the app may quote; it is nowhere in the result. */
export function judgeAnswer(response: AnswerHead, text: string, token?: string): ApiAnswer {
  const { status } = response;
  const conceal: Conceal = (words) => withoutSecrets(words, token === undefined ? [] : [token]);
  const isJson = isJsonType(response.headers.get('Content-Type'));
  if (status === 401 || status === 403) {
    return { kind: 'refused', status, why: toRefusal(response, isJson ? text : '', conceal) };
  }
  if (status >= 300 && status < 400) {
    const remedy = 'Answer at the address in the API document; Teams takes no token elsewhere.';
    return { kind: 'failed', status, why: `The app redirected (${status}).`, remedy };
  }
  if (status < 200 || status > 299) {
    return {
      kind: 'failed',
      status,
      why: `The app answered ${status}.${quote(isJson ? text : '', conceal)}`,
      remedy: advice(status),
    };
  }
  const value = isJson ? parse(text) : undefined;
  if (value === undefined) {
    const type = String(redact(conceal(response.headers.get('Content-Type') ?? 'nothing'))).split(';')[0];
    const why = isJson ? 'The answer says it is JSON and is not.' : `The app answered with ${type} in place of JSON.`;
    return { kind: 'failed', status, why, remedy: 'Answer with "Content-Type: application/json" and a JSON body.' };
  }
  return { kind: 'json', status, value };
}

function advice(status: number): string {
  if (status === 429) {
    return 'Wait, then try again; raise the limit if a person meets it.';
  }
  return status < 500
    ? 'Compare the request with what the API takes, and the API document with both.'
    : 'Look into the log of the app.';
}

/** The challenge's error code (RFC 6750 section 3) and the problem's words; both are written for developers. */
function toRefusal(response: AnswerHead, text: string, conceal: Conceal): string {
  const challenge = conceal(response.headers.get('WWW-Authenticate') ?? '');
  const error = /\berror="?([\w-]{1,40})/.exec(challenge)?.[1];
  return `The app answered ${response.status}${error === undefined ? '' : ` (${error})`}.${quote(text, conceal)}`;
}

/** What a JSON problem says of itself (RFC 9457), in quotation marks. */
function quote(text: string, conceal: Conceal): string {
  const problem = parse(text) as { detail?: unknown; title?: unknown; message?: unknown } | undefined;
  const words = [problem?.detail, problem?.title, problem?.message].find((part) => typeof part === 'string');
  return typeof words === 'string' && words !== ''
    ? ` It says: “${String(redact(conceal(words))).slice(0, largestQuote)}”`
    : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

/** What the hop of a call says of its answer. */
export function toVerdict(answer: ApiAnswer, remedyOf401: string): Pick<Hop, 'failure'> {
  switch (answer.kind) {
    case 'json':
      return {};
    case 'refused': {
      const remedy =
        answer.status === 401
          ? remedyOf401
          : 'Compare the scopes among the claims with what the operation needs, and what this person may do.';
      return { failure: { why: answer.why, remedy } };
    }
    case 'failed':
      return { failure: { why: answer.why, remedy: answer.remedy } };
  }
}
