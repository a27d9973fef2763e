import { readResponseText } from '../../foundation/read-response-text.ts';
import { explainBrokenAnswer } from '../../local/explain-broken-answer.ts';
import { type ApiAnswer, judgeAnswer } from './judge-answer.ts';
import type { ApiRequest } from './request/write-api-request.ts';

export interface CallOptions {
  readonly fetch: typeof fetch;
  /** Sent as `Authorization: Bearer` to the URL of the request only, as redirects are not followed. */
  readonly token?: string | undefined;
  /** Aborted on timeout, or when the person no longer waits. */
  readonly signal: AbortSignal;
  /** Whether a success may have no body. */
  readonly allowsEmpty?: boolean | undefined;
  /** What to change if the answer is late, as a sentence. */
  readonly remedyIfLate: string;
  /** Called with the body of the response. */
  readonly onBody?: (text: string | undefined) => void;
}

/** Maximum size of a response after decompression, in bytes. */
const maxResponseBytes = 1024 * 1024;

/**
 * Calls the app's API once. Never follows a redirect. Failures of the app or the network are returned, never thrown.
 */
export async function callApi(request: ApiRequest, options: CallOptions): Promise<ApiAnswer> {
  const { fetch, token, signal, allowsEmpty = false, remedyIfLate, onBody } = options;
  const origin = new URL(request.url).origin;
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: token === undefined ? request.headers : { ...request.headers, Authorization: `Bearer ${token}` },
      body: request.body ?? null,
      redirect: 'manual',
      signal,
    });
    const answer = await readResponseText(response, maxResponseBytes);
    onBody?.(answer.text);
    return judgeAnswer(response, answer, { token, allowsEmpty });
  } catch (cause) {
    if (signal.aborted) {
      return { kind: 'failed', why: `${origin} did not answer in time.`, remedy: remedyIfLate };
    }
    if (!(cause instanceof Error && cause.cause instanceof Error)) {
      throw cause;
    }
    return noConnection(origin, cause.cause);
  }
}

/** @param cause the cause of the error that `fetch` throws for a network failure; its other errors have no cause. */
function noConnection(origin: string, cause: NodeJS.ErrnoException): ApiAnswer {
  const broken = explainBrokenAnswer(cause);
  if (broken !== undefined) {
    return { kind: 'failed', why: `The app ${broken.why}`, remedy: broken.remedy, isUnsent: false };
  }
  const { code } = cause;
  return {
    kind: 'failed',
    why: `The connection to ${origin} failed${code === undefined ? '' : ` (${code})`}.`,
    remedy: 'Start the app there, or correct "servers" in the API document.',
    isUnsent: code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN',
  };
}
