import { ConstantBackoff, handleWhenResult, retry } from 'cockatiel';
import { member } from '../../foundation/json-value.ts';
import { redact } from '../../foundation/redact.ts';
import { parseBody } from '../flow/hop-content.ts';
import type { ApiRequest } from './build-api-request.ts';
import { callApi } from './call-api.ts';
import type { CommandRun } from './command-run.ts';
import type { Credential } from './credential.ts';
import { type ApiAnswer, toVerdict } from './judge-answer.ts';
import { toRemedyOf401 } from './refused-call.ts';

export interface RetryOptions {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Timeout for all attempts together, in milliseconds. */
  readonly timeout: number;
}

const retries = 2;
const pauseMs = 200;

/**
 * Calls the app's API and records every attempt. Retries at most twice, as Teams does, and only requests that did not
 * reach the app: any other may have taken effect.
 */
export async function callApiWithRetries(
  request: ApiRequest,
  credential: Exclude<Credential, { kind: 'outcome' }>,
  run: Pick<CommandRun, 'app' | 'command' | 'flow' | 'signal'>,
  { fetch, now, timeout }: RetryOptions,
): Promise<ApiAnswer> {
  const policy = retry(handleWhenResult(isUnsent), { maxAttempts: retries, backoff: new ConstantBackoff(pauseMs) });
  const until = AbortSignal.any([run.signal, AbortSignal.timeout(timeout)]);
  return policy.execute(async ({ attempt }) => {
    const start = now().getTime();
    const { token } = credential;
    let received: string | undefined;
    const onBody = (text: string | undefined) => {
      received = text;
    };
    const answer = await callApi(request, { fetch, signal: until, token, onBody });
    const isRetried = isUnsent(answer) && attempt < retries && !until.aborted;
    run.flow.add(
      {
        from: 'Teams host',
        to: 'App',
        request: String(redact(`${request.method} ${request.url}`)),
        ms: now().getTime() - start,
        status: answer.status,
        claims: credential.claims,
        ...(isRetried ? { note: 'No connection: retrying.' } : toVerdict(answer, toRemedyOf401(run))),
      },
      { sent: parseBody(request.body), received: parseBody(received), secrets: token === undefined ? [] : [token] },
    );
    return answer;
  }, until);
}

function isUnsent(answer: unknown): boolean {
  return member(answer, 'isUnsent') === true;
}
