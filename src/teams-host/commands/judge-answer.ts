import { textMember } from '../../foundation/json-value.ts';
import type { ResponseText } from '../../foundation/read-response-text.ts';
import { redact } from '../../foundation/redact.ts';
import { toPlainText } from '../../foundation/to-plain-text.ts';
import { isJsonType } from '../../local/is-json-type.ts';
import { parseJson } from '../../local/parse-json.ts';
import { reviveExactNumbers } from '../app-package/files/exact-number.ts';
import { withoutSecrets } from '../flow/without-secrets.ts';
import type { Hop } from '../wire/hop.ts';

/** The result of one call. `why` and `remedy` are sentences for the flow panel, without secrets. */
export type ApiAnswer =
  /** Numbers of `value` that a double cannot hold are ExactNumber. Undefined if a success has no body. */
  | { readonly kind: 'json'; readonly status: number; readonly value: unknown }
  | { readonly kind: 'refused'; readonly status: 401 | 403; readonly why: string }
  | {
      readonly kind: 'failed';
      readonly status?: number | undefined;
      readonly why: string;
      readonly remedy: string;
      /** The JSON body of an answer that is not a success. */
      readonly problem?: unknown;
      /** Whether the request did not reach the app at all. */
      readonly isUnsent?: boolean;
    };

/** The status and headers of a response. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
}

/** Redacts the credential of the call in a text from the app. */
type Conceal = (words: string) => string;

const maxQuoteLength = 300;

export interface JudgeOptions {
  /** Token of the call; it is redacted wherever the app quotes it. */
  readonly token?: string | undefined;
  /** Whether a success may have no body. */
  readonly allowsEmpty?: boolean | undefined;
}

/** Evaluates the response of the app. */
export function judgeAnswer(
  response: AnswerHead,
  body: ResponseText,
  { token, allowsEmpty = false }: JudgeOptions = {},
): ApiAnswer {
  const { text, fault } = body;
  const { status } = response;
  const conceal: Conceal = (words) => withoutSecrets(words, token === undefined ? [] : [token]);
  const isJson = isJsonType(response.headers.get('Content-Type'));
  if (status === 401 || status === 403) {
    return { kind: 'refused', status, why: explainRefusal(response, isJson ? text : '', conceal) };
  }
  if (status >= 300 && status < 400 && status !== 304) {
    const remedy = 'Answer at the URL in the API document: Teams does not send the token anywhere else.';
    return { kind: 'failed', status, why: `The app redirected (${status}).`, remedy };
  }
  if (status < 200 || status > 299) {
    return {
      kind: 'failed',
      status,
      why: `The app answered ${status}.${quote(isJson ? text : '', conceal)}`,
      remedy: advice(status),
      problem: isJson ? parse(text)?.content : undefined,
    };
  }
  if (isJson && fault !== undefined) {
    return { kind: 'failed', status, why: `The app ${fault.why}`, remedy: fault.remedy };
  }
  if (allowsEmpty && fault === undefined && text === '') {
    return { kind: 'json', status, value: undefined };
  }
  const json = isJson ? parse(text) : undefined;
  if (json === undefined) {
    const remedy = 'Answer with "Content-Type: application/json" and a JSON body.';
    return { kind: 'failed', status, why: explainOther(response, body, conceal), remedy };
  }
  return { kind: 'json', status, value: json.content };
}

/** Explains a response that is not JSON. */
function explainOther({ headers }: AnswerHead, { text, fault }: ResponseText, conceal: Conceal): string {
  const [type = ''] = (headers.get('Content-Type') ?? '').split(';');
  const encoding = headers.get('Content-Encoding');
  if (type !== '' && !isJsonType(type)) {
    return `The app answered with ${redact(conceal(type))} instead of JSON.`;
  }
  if (text.trim() === '' && fault === undefined && encoding === null) {
    return 'The app answered without a body.';
  }
  if (type === '') {
    return 'The app answered without a Content-Type.';
  }
  return encoding === null
    ? 'The response has a JSON content type but is not JSON.'
    : `The response has a JSON content type but, decompressed (Content-Encoding: ${redact(conceal(encoding))}), is not JSON. It may be truncated.`;
}

function advice(status: number): string {
  if (status === 429) {
    return 'Wait, then try again. Raise the limit if one person reaches it.';
  }
  return status < 500 ? 'Compare the request with the API, and the API document with both.' : 'See the log of the app.';
}

/**
 * Quotes the error code of the challenge (RFC 6750 section 3) and the text of the problem, which are for developers.
 */
function explainRefusal(response: AnswerHead, text: string, conceal: Conceal): string {
  const challenge = conceal(response.headers.get('WWW-Authenticate') ?? '');
  const error = /\berror="?([\w-]{1,40})/.exec(challenge)?.[1];
  return `The app answered ${response.status}${error === undefined ? '' : ` (${error})`}.${quote(text, conceal)}`;
}

/** Quotes the text of a JSON problem (RFC 9457). */
function quote(text: string, conceal: Conceal): string {
  const problem = parse(text)?.content;
  const words = ['detail', 'title', 'message']
    .map((name) => textMember(problem, name))
    .find((part) => part !== undefined);
  return words ? ` Its message: “${toPlainText(String(redact(conceal(words))), maxQuoteLength)}”` : '';
}

/** @returns undefined if the text is not JSON. */
function parse(text: string): { readonly content: unknown } | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return { content: /\d{16}/.test(text) ? withExactNumbers(text, content) : content };
  } catch {
    return undefined;
  }
}

function withExactNumbers(text: string, content: unknown): unknown {
  try {
    return parseJson(text, reviveExactNumbers);
  } catch {
    // Too deep for the reviver, and therefore for a card.
    return content;
  }
}

/** Returns the failure for the hop of a call; empty if the call succeeded. */
export function toVerdict(answer: ApiAnswer, remedyOf401: string): Pick<Hop, 'failure'> {
  switch (answer.kind) {
    case 'json':
      return {};
    case 'refused': {
      const remedy =
        answer.status === 401
          ? remedyOf401
          : 'Compare the scopes in the claims with those the operation needs, and check what this person may do.';
      return { failure: { why: answer.why, remedy } };
    }
    case 'failed':
      return { failure: { why: answer.why, remedy: answer.remedy } };
  }
}
