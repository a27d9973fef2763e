import type { CommandAnswer } from '../wire/answers.ts';
import { callApiWithRetries } from './call-api-with-retries.ts';
import type { CommandRun } from './command-run.ts';
import { type CredentialSources, findCredential } from './find-credential.ts';
import { prepareRequest } from './prepare-request.ts';
import { rejectToken, toRefusal } from './refused-call.ts';
import type { RenderResponse } from './render-results.ts';
import { showResults } from './show-results.ts';
import { toMessage } from './to-message.ts';

export interface CommandOptions extends CredentialSources {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Timeout for the response of the app, in milliseconds. */
  readonly timeout: number;
  readonly render: RenderResponse;
}

/**
 * Runs a command of an API-based message extension as Teams does: builds the request, finds the credential, calls the
 * API, and renders the results. Failures of the app, the network or the authorization server are returned as a message,
 * never thrown.
 */
export async function runCommand(options: CommandOptions, run: CommandRun): Promise<CommandAnswer> {
  const { vault } = options;
  const request = prepareRequest(run);
  if ('type' in request) {
    return request;
  }
  for (let isFirstCall = true; ; isFirstCall = false) {
    const credential = await findCredential(options, run, request.url);
    if (credential.kind === 'outcome') {
      return credential.outcome;
    }
    const answer = await callApiWithRetries(request, credential, run, options);
    if (answer.kind === 'json') {
      return showResults(answer.value, run, options.render);
    }
    if (answer.kind === 'failed') {
      return toMessage(`${run.app.manifest.name} cannot be reached`, answer.why, answer.remedy);
    }
    const isReplaced = answer.status === 401 && (await rejectToken(vault, run, credential));
    if (!isReplaced || !isFirstCall) {
      return toRefusal(vault, run, answer.status);
    }
  }
}
