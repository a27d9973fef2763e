import { InvalidRequest } from '../../foundation/errors.ts';
import type { ApiUse } from '../commands/api-use.ts';
import { callApiWithRetries } from '../commands/call-api-with-retries.ts';
import { type CredentialSources, findCredential } from '../commands/find-credential.ts';
import { rejectToken, toRefusal } from '../commands/refused-call.ts';
import type { ApiRequest } from '../commands/request/write-api-request.ts';
import { toMessage } from '../commands/to-message.ts';
import type { ConfirmationPrompt, ConnectionPrompt, FunctionAnswer } from '../wire/agent.ts';
import type { MessageAnswer } from '../wire/answers.ts';
import type { Allowances } from './allowances.ts';
import { asksFirst, canAlwaysAllow } from './asks-first.ts';
import type { Consents } from './consents.ts';
import { addSelection, toExecutionHop } from './developer-hops.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { FunctionCall } from './function-call.ts';
import { type Arguments, parseArguments } from './parse-arguments.ts';
import { type ReadResponseOf, showResponse } from './show-response.ts';
import { toFunctionRequest } from './to-function-request.ts';
import { toConfirmationPrompt, toConnectionPrompt } from './to-prompts.ts';

export interface FunctionCallOptions extends CredentialSources {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly consents: Consents;
  readonly allowances: Allowances;
  readonly readResponse: ReadResponseOf;
  /** Timeout for the response of the API, in milliseconds; 45 s if absent, as in Copilot. */
  readonly timeout?: number | undefined;
}

/** How long Copilot waits for an API, in milliseconds. */
const copilotTimeout = 45_000;

/**
 * Calls a function of an agent as Copilot does once its model has selected it: checks the arguments, asks for the
 * connection and the confirmation, finds the credential, calls the API, and returns what the model would receive.
 * Failures of the app, the network or the authorization server are returned as a message, never thrown.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/overview-plugins
 */
export async function callFunction(options: FunctionCallOptions, call: FunctionCall): Promise<FunctionAnswer> {
  const prepared = prepare(call);
  if ('type' in prepared) {
    return prepared;
  }
  const { values, request } = prepared;
  addSelection(call, values);
  const prompt = findPrompt(options, call, values);
  if (prompt !== undefined) {
    return prompt;
  }
  return send(options, call, values, request);
}

interface Prepared {
  readonly values: Arguments;
  readonly request: ApiRequest;
}

function prepare(call: FunctionCall): Prepared | MessageAnswer {
  const { operation, parameters, faults, name } = call.function;
  if (operation === undefined) {
    return toMessage(`${name} cannot be called`, faults.join(' '), 'Correct the app package and load it again.');
  }
  try {
    const values = parseArguments(call.arguments, parameters);
    return { values, request: toFunctionRequest(operation, values) };
  } catch (cause) {
    if (!(cause instanceof InvalidRequest)) {
      throw cause;
    }
    const remedy = 'Correct the argument and call the function again.';
    call.flow.add({
      from: 'Teams host',
      to: 'Teams host',
      request: 'Selected functions for execution',
      ms: 0,
      failure: { why: cause.message, remedy },
    });
    return toMessage('An argument is missing or invalid', cause.message, remedy);
  }
}

/** Returns the prompt that the person must answer first; undefined if the call may be made. */
function findPrompt(
  { consents, allowances }: FunctionCallOptions,
  call: FunctionCall,
  values: Arguments,
): ConnectionPrompt | ConfirmationPrompt | undefined {
  const consented = { ...call, values };
  const { consent } = call;
  if (!allowances.isConnected(call)) {
    if (!consents.take(consent?.id, 'connect', consented)) {
      return toConnectionPrompt(call, values, consents.open('connect', consented));
    }
    allowances.connect(call);
  }
  return mustConfirm(allowances, call) && !consents.isOpen(consent?.id, 'confirm', consented)
    ? toConfirmationPrompt(call, values, consents.open('confirm', consented))
    : undefined;
}

function mustConfirm(allowances: Allowances, call: FunctionCall): boolean {
  return asksFirst(call.function) && !allowances.isAlwaysAllowed(call, call.function.name);
}

async function send(
  options: FunctionCallOptions,
  call: FunctionCall,
  values: Arguments,
  request: ApiRequest,
): Promise<FunctionAnswer> {
  const { vault, consents, allowances, fetch, now, timeout = copilotTimeout } = options;
  const { consent, function: called } = call;
  const use: ApiUse = { ...call, authorization: called.authorization };
  let mustTake = mustConfirm(allowances, call);
  for (let isFirstCall = true; ; isFirstCall = false) {
    const credential = await findCredential(options, use, request.url);
    if (credential.kind === 'outcome') {
      return credential.outcome;
    }
    if (credential.kind === 'refused') {
      return explainRefusal(credential.refusal, called.authorization.kind);
    }
    const consented = { ...call, values };
    // Not before there is a credential, so that people who must sign in first are not asked again.
    if (mustTake && !consents.take(consent?.id, 'confirm', consented)) {
      return toConfirmationPrompt(call, values, consents.open('confirm', consented));
    }
    if (mustTake && consent?.always === true && canAlwaysAllow(called)) {
      allowances.allowAlways(call, called.name);
    }
    mustTake = false;
    const start = now().getTime();
    const answer = await callApiWithRetries(request, credential, use, {
      fetch,
      now,
      timeout,
      retries: 0,
      allowsEmpty: true,
      remedyIfLate: 'Answer within 30 s: Copilot waits 45 s for an API.',
    });
    const ms = now().getTime() - start;
    if (answer.kind !== 'refused') {
      const secrets = credential.kind === 'token' ? [credential.token, credential.secondaryKey ?? ''] : [];
      return showResponse(options.readResponse, call, answer, { ms, secrets });
    }
    const isReplaced = answer.status === 401 && (await rejectToken(vault, use, credential));
    if (answer.status === 403) {
      const remedy = 'Ask the owners of the app for access. Signing in again does not help.';
      call.flow.add(toExecutionHop(answer.status, ms, { why: answer.why, remedy }));
      return toMessage(`You have no access to ${call.app.manifest.name}`, answer.why, remedy);
    }
    if (!isReplaced || !isFirstCall) {
      return toRefusal(vault, use, answer.status);
    }
  }
}
