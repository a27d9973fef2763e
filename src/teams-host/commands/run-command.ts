import { AppError, InvalidRequest } from '../../foundation/errors.ts';
import { isLoopback } from '../../foundation/loopback.ts';
import { redact } from '../../foundation/redact.ts';
import type { Command } from '../app-package/api-extension/command.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import { fillParameters } from '../app-package/manifest/command-parameter.ts';
import { RenderingFault } from '../cards/card-template.ts';
import type { Flow } from '../flow/flow.ts';
import type { Vault } from '../vault/vault.ts';
import type { CommandAnswer, SearchResult } from '../wire/answers.ts';
import type { Person } from '../wire/person.ts';
import { type ApiRequest, buildApiRequest } from './build-api-request.ts';
import { callApiWithRetries } from './call-api-with-retries.ts';
import { type Credential, findCredential, toSignIn } from './find-credential.ts';
import { toNoAccess, toRemedyOf401, toUnknownCaller } from './refused-call.ts';
import type { RenderedResults } from './render-results.ts';
import { toMessage } from './to-message.ts';

export interface CommandRunnerOptions {
  readonly appPackage: AppPackage;
  readonly vault: Vault;
  /** Renders the response of a command, by command id. */
  readonly renderers: ReadonlyMap<string, (answer: unknown) => RenderedResults>;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Timeout of the app, in milliseconds. */
  readonly timeout: number;
}

export interface CommandRun {
  readonly command: Command;
  /** Values of the fields, as `fillParameters` takes them. */
  readonly values: ReadonlyMap<string, string>;
  readonly user: Person;
  readonly flow: Flow;
  /** Aborted when the person no longer waits. */
  readonly signal: AbortSignal;
}

/** Runs a command of the package as Teams does. Faults outside of the host become an outcome and are never thrown. */
export type RunCommand = (run: CommandRun) => Promise<CommandAnswer>;

export function createCommandRunner(options: CommandRunnerOptions): RunCommand {
  return async (run) => {
    const request = prepare(run);
    return 'type' in request ? request : call(options, run, request);
  };
}

/** @param isSecond whether the app has already refused a token that was replaced meanwhile. */
async function call(
  options: CommandRunnerOptions,
  run: CommandRun,
  request: ApiRequest,
  isSecond = false,
): Promise<CommandAnswer> {
  const { manifest } = options.appPackage;
  const credential = await findCredentialFor(options, run, request);
  if (credential.kind === 'outcome') {
    return credential.outcome;
  }
  const answer = await callApiWithRetries(request, credential, {
    fetch: options.fetch,
    now: options.now,
    flow: run.flow,
    signal: run.signal,
    timeout: options.timeout,
    remedyOf401: toRemedyOf401(manifest.authorization, run.command),
  });
  switch (answer.kind) {
    case 'json':
      return render(options, run, answer.value);
    case 'failed':
      return toMessage(`${manifest.name} cannot be reached`, answer.why, answer.remedy);
    case 'refused': {
      const isReplaced = answer.status === 401 && (await rejectToken(options, run, credential));
      return isReplaced && !isSecond ? call(options, run, request, true) : toRefusal(options, run, answer.status);
    }
  }
}

function prepare({ command, values, flow }: CommandRun): ApiRequest | CommandAnswer {
  try {
    return buildApiRequest(command.operation, fillParameters(command.parameters, values));
  } catch (cause) {
    if (!(cause instanceof InvalidRequest)) {
      throw cause;
    }
    const remedy = 'Fill in the field and run the command again.';
    const failure = { why: cause.message, remedy };
    flow.add({ from: 'Teams host', to: 'Teams host', request: 'Request to the app', ms: 0, failure });
    return toMessage('A field is missing or invalid', withTitle(command, cause), remedy);
  }
}

/** People know a parameter by its title, not by the API's name. */
function withTitle(command: Command, { message, field }: InvalidRequest): string {
  const title = command.parameters.find(({ name }) => name === field)?.title;
  return title === undefined ? message : message.replace(`"${field}"`, `“${title}”`);
}

async function findCredentialFor(
  { appPackage: { manifest }, vault }: CommandRunnerOptions,
  { user, flow }: CommandRun,
  request: ApiRequest,
): Promise<Credential> {
  const { authorization, id: appId, name: appName } = manifest;
  try {
    return await findCredential(vault, { authorization, user, appId, appName, url: request.url }, flow);
  } catch (cause) {
    // The vault has recorded the hop that failed.
    if (!(cause instanceof AppError)) {
      throw cause;
    }
    const remedy = 'Look at the last hop of the flow, then try again.';
    return { kind: 'outcome', outcome: toMessage('Signing in is not possible right now', cause.message, remedy) };
  }
}

/** Removes a token that the app refused. @returns whether the vault has a newer one. */
async function rejectToken(
  { appPackage: { manifest }, vault }: CommandRunnerOptions,
  { user, flow }: CommandRun,
  credential: Credential,
): Promise<boolean> {
  const { authorization } = manifest;
  if (authorization.kind !== 'oauth' || credential.kind !== 'token') {
    return false;
  }
  const isReplaced = await vault.reject(user, authorization.registrationId, credential.token);
  const note = isReplaced
    ? `The app refused a token that was replaced meanwhile: the new one of ${user.name} stays.`
    : `The app refused the token: it is removed, and ${user.name} is asked to sign in again.`;
  flow.add({ from: 'Teams host', to: 'Teams host', request: 'Vault', ms: 0, note });
  return isReplaced;
}

function toRefusal(
  { appPackage: { manifest }, vault }: CommandRunnerOptions,
  { command }: CommandRun,
  status: 401 | 403,
): CommandAnswer {
  const { authorization, name } = manifest;
  if (status === 403) {
    return toNoAccess(name);
  }
  if (authorization.kind !== 'oauth') {
    return toUnknownCaller(name, toRemedyOf401(authorization, command));
  }
  const registration = vault.registration(authorization.registrationId);
  return toSignIn({ id: authorization.registrationId, name: registration?.name ?? name });
}

function render(
  { appPackage: { manifest }, renderers }: CommandRunnerOptions,
  { command, flow }: CommandRun,
  answer: unknown,
): CommandAnswer {
  const hop = { from: 'Teams host', to: 'Person', request: 'Results', ms: 0 } as const;
  try {
    const { layout, results, problems } = renderers.get(command.id)?.(answer) ?? noRenderer(command);
    const note = `${results.length} ${results.length === 1 ? 'result' : 'results'} as ${layout}.${noteOnPictures(results)}`;
    const remedy = 'Correct the rendering template or the response.';
    flow.add({ ...hop, note, failure: problems.length === 0 ? undefined : { why: problems.join(' '), remedy } });
    return { type: 'results', layout, results };
  } catch (cause) {
    if (!(cause instanceof RenderingFault)) {
      throw cause;
    }
    const why = String(redact(cause.message));
    const remedy = 'Correct the expression in the rendering template, or the response of the app.';
    flow.add({ ...hop, failure: { why, remedy } });
    return toMessage(`The results of ${manifest.name} cannot be shown`, why, remedy);
  }
}

/** Without this note, pictures that the page does not load would look like a fault of the app. */
function noteOnPictures(results: readonly SearchResult[]): string {
  const hosts = results
    .map(({ preview }) => URL.parse(preview.image?.url ?? ''))
    .filter((url) => url !== null && url.protocol !== 'data:' && !isLoopback(url.hostname))
    .map((url) => url?.host);
  const names = [...new Set(hosts)].slice(0, 3).join(', ');
  return names === '' ? '' : ` Pictures from ${names} are not shown: the page sends no requests to other machines.`;
}

function noRenderer(command: Command): never {
  throw new Error(`no renderer for command ${command.id}`);
}
