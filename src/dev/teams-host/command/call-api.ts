import { redact } from '../../../log.ts';
import { withoutSecrets } from '../vault/without-secrets.ts';
import type { ApiRequest } from './build-api-request.ts';
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

export interface CallOptions {
  readonly fetch: typeof fetch;
  /** `Authorization: Bearer`; sent to the request's own URL only, as redirects are not followed. */
  readonly token?: string;
  /** Ends the call: the time is up, or nobody waits any more. */
  readonly signal: AbortSignal;
}

/** Bytes, after decompression. */
const largestAnswer = 1024 * 1024;
const largestQuote = 300;

/** Calls the app's API once. Throws nothing for what an app or the network does; never follows a redirect. */
export async function callApi(request: ApiRequest, { fetch, token, signal }: CallOptions): Promise<ApiAnswer> {
  const origin = new URL(request.url).origin;
  const conceal: Conceal = (words) => withoutSecrets(words, token === undefined ? [] : [token]);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal,
    });
    const text = await readText(response);
    return text === undefined
      ? {
          kind: 'failed',
          status: response.status,
          why: `The app answered with more than ${largestAnswer} bytes.`,
          remedy: 'Answer in pages.',
        }
      : judge(response, text, conceal);
  } catch (cause) {
    if (signal.aborted) {
      return lateAnswer(origin);
    }
    if (!(cause instanceof Error && cause.cause instanceof Error)) {
      throw cause;
    }
    return noConnection(origin, cause.cause);
  }
}

/** Takes the credential of the call out of what the app has written. */
type Conceal = (words: string) => string;

function judge(response: Response, text: string, conceal: Conceal): ApiAnswer {
  const { status } = response;
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

function lateAnswer(origin: string): ApiAnswer {
  const remedy = 'Answer within 4 s: Teams gives a message extension 5 s and ignores what comes later.';
  return { kind: 'failed', why: `${origin} did not answer in time.`, remedy };
}

/** @param cause what `fetch` gives as the cause of an error of the network; its other errors have none. */
function noConnection(origin: string, { code }: NodeJS.ErrnoException): ApiAnswer {
  return {
    kind: 'failed',
    why: `The connection to ${origin} failed${code === undefined ? '' : ` (${code})`}.`,
    remedy: 'Start the app there, or correct "servers" in the API document.',
    isUnsent: code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN',
  };
}

/** The challenge's error code (RFC 6750 section 3) and the problem's words; both are written for developers. */
function toRefusal(response: Response, text: string, conceal: Conceal): string {
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

async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > largestAnswer) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
