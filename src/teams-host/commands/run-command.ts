import type { CommandAnswer } from '../wire/answers.ts';
import type { ApiUse } from './api-use.ts';
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

/** How often Teams repeats a request that did not reach the app, and how long it waits. */
const asTeams = {
  retries: 2,
  remedyIfLate: 'Answer within 4 s: Teams waits 5 s for a message extension and ignores later answers.',
} as const;

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
  const use: ApiUse = { ...run, authorization: run.app.manifest.authorization, mismatch: run.command.mismatch };
  for (let isFirstCall = true; ; isFirstCall = false) {
    const credential = await findCredential(options, use, request.url);
    if (credential.kind === 'outcome') {
      return credential.outcome;
    }
    if (credential.kind === 'refused') {
      const { why, remedy } = credential.refusal;
      return toMessage(`${run.app.manifest.name} cannot be used here`, why, remedy);
    }
    const answer = await callApiWithRetries(request, credential, use, { ...options, ...asTeams });
    if (answer.kind === 'json') {
      return showResults(answer.value, run, options.render);
    }
    if (answer.kind === 'failed') {
      return toMessage(`${run.app.manifest.name} cannot be reached`, answer.why, answer.remedy);
    }
    const isReplaced = answer.status === 401 && (await rejectToken(vault, use, credential));
    if (!isReplaced || !isFirstCall) {
      return toRefusal(vault, use, answer.status);
    }
  }
}
