import type { ApiRequest } from './build-api-request.ts';
import { type ApiAnswer, judgeAnswer } from './judge-answer.ts';

export interface CallOptions {
  readonly fetch: typeof fetch;
  /** `Authorization: Bearer`; sent to the request's own URL only, as redirects are not followed. */
  readonly token?: string;
  /** Ends the call: the time is up, or nobody waits any more. */
  readonly signal: AbortSignal;
}

/** Bytes, after decompression. */
const largestAnswer = 1024 * 1024;

/** Calls the app's API once. Throws nothing for what an app or the network does; never follows a redirect. */
export async function callApi(request: ApiRequest, { fetch, token, signal }: CallOptions): Promise<ApiAnswer> {
  const origin = new URL(request.url).origin;
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
      : judgeAnswer(response, text, token);
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
