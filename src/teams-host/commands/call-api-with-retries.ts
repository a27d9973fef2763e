import { setTimeout as wait } from 'node:timers/promises';
import { redact } from '../../foundation/redact.ts';
import type { Flow } from '../flow/flow.ts';
import type { Hop } from '../wire/hop.ts';
import type { ApiRequest } from './build-api-request.ts';
import { callApi } from './call-api.ts';
import type { Credential } from './find-credential.ts';
import { type ApiAnswer, toVerdict } from './judge-answer.ts';

export interface RetryOptions {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly flow: Flow;
  readonly signal: AbortSignal;
  /** Timeout for all attempts together, in milliseconds. */
  readonly timeout: number;
  /** What to change if the app answers 401. */
  readonly remedyOf401: string;
}

const attempts = 3;
const pause = 200;

/**
 * Calls the app's API and records every attempt. As in Teams, a request that did not reach the app is retried twice at most;
 * one that did may have been carried out.
 */
export async function callApiWithRetries(
  request: ApiRequest,
  credential: Exclude<Credential, { kind: 'outcome' }>,
  { fetch, now, flow, signal, timeout, remedyOf401 }: RetryOptions,
): Promise<ApiAnswer> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
  const token = credential.kind === 'token' ? credential.token : undefined;
  const describe = (answer: ApiAnswer, ms: number, isLast: boolean): Hop => ({
    from: 'Teams host',
    to: 'App',
    request: String(redact(`${request.method} ${request.url}`)),
    ms,
    status: answer.status,
    claims: credential.kind === 'token' ? credential.claims : undefined,
    ...(isLast ? toVerdict(answer, remedyOf401) : { note: 'No connection: retrying.' }),
  });
  const isTimeLeftAfterPause = () => wait(pause, true, { signal: until }).catch(() => false);

  for (let attempt = 1; ; attempt += 1) {
    const start = now().getTime();
    const answer = await callApi(request, { fetch, signal: until, token });
    const ms = now().getTime() - start;
    const isRetryable = answer.kind === 'failed' && answer.isUnsent === true && attempt < attempts;
    const isLast = !isRetryable || !(await isTimeLeftAfterPause());
    flow.add(describe(answer, ms, isLast));
    if (isLast) {
      return answer;
    }
  }
}
