import { ConstantBackoff, handleWhenResult, retry } from 'cockatiel';
import { member } from '../../foundation/json-value.ts';
import { redact } from '../../foundation/redact.ts';
import { parseBody } from '../flow/hop-content.ts';
import type { ApiUse } from './api-use.ts';
import { type CallOptions, callApi } from './call-api.ts';
import type { SentCredential } from './credential.ts';
import { type ApiAnswer, toVerdict } from './judge-answer.ts';
import { toRemedyOf401 } from './refused-call.ts';
import type { ApiRequest } from './request/write-api-request.ts';

export interface RetryOptions extends Pick<CallOptions, 'allowsEmpty' | 'remedyIfLate'> {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Timeout for all attempts together, in milliseconds. */
  readonly timeout: number;
  /** How often a request that did not reach the app is repeated. */
  readonly retries: number;
}

const pauseMs = 200;

/**
 * Calls the app's API and records every attempt. Retries only requests that did not reach the app: any other may have
 * taken effect. If the app answers 401 to the first key of an API key registration,
 * the second key is tried, if there is one.
 */
export async function callApiWithRetries(
  request: ApiRequest,
  credential: SentCredential,
  use: Pick<ApiUse, 'authorization' | 'mismatch' | 'flow' | 'signal'>,
  { fetch, now, timeout, retries, allowsEmpty, remedyIfLate }: RetryOptions,
): Promise<ApiAnswer> {
  const policy = retry(handleWhenResult(isUnsent), { maxAttempts: retries, backoff: new ConstantBackoff(pauseMs) });
  const until = AbortSignal.any([use.signal, AbortSignal.timeout(timeout)]);
  const nextKey = credential.kind === 'token' ? credential.secondaryKey : undefined;
  const secrets = [credential.token, nextKey].filter((secret) => secret !== undefined);

  const answer = await callWith(credential.token, nextKey !== undefined);
  return isRefused(answer) && nextKey !== undefined ? callWith(nextKey, false) : answer;

  function callWith(token: string | undefined, hasNextKey: boolean): Promise<ApiAnswer> {
    return policy.execute(({ attempt }) => callOnce(token, hasNextKey, attempt), until);
  }

  async function callOnce(token: string | undefined, hasNextKey: boolean, attempt: number): Promise<ApiAnswer> {
    const start = now().getTime();
    let received: string | undefined;
    const onBody = (text: string | undefined) => {
      received = text;
    };
    const answer = await callApi(request, { fetch, signal: until, token, onBody, allowsEmpty, remedyIfLate });
    const isRetried = isUnsent(answer) && attempt < retries && !until.aborted;
    const note = isRetried
      ? 'No connection: retrying.'
      : hasNextKey && isRefused(answer) && 'The app refused the first API key: the second one is tried.';
    use.flow.add(
      {
        from: 'Teams host',
        to: 'App',
        request: String(redact(`${request.method} ${request.url}`)),
        ms: now().getTime() - start,
        status: answer.status,
        claims: credential.claims,
        ...(note ? { note } : toVerdict(answer, toRemedyOf401(use))),
      },
      { sent: parseBody(request.body), received: parseBody(received), secrets },
    );
    return answer;
  }
}

/** Whether the app answered 401. */
function isRefused(answer: ApiAnswer): boolean {
  return answer.status === 401;
}

function isUnsent(answer: unknown): boolean {
  return member(answer, 'isUnsent') === true;
}
