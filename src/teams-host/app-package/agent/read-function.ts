import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { MemberPath } from '../files/place.ts';
import type { ApiOperation } from '../openapi/api-operation.ts';
import { agentRules } from '../openapi/operation-rules.ts';
import { readOperation } from '../openapi/read-operation.ts';
import { explainMismatch } from '../openapi/security-scheme.ts';
import { findRuntimes, type Runtime } from '../runtime/read-runtimes.ts';
import type { Confirmation, PluginFunction } from './agent.ts';
import { checkFunctionParameters } from './check-function-parameters.ts';
import { readFunctionParameters } from './read-function-parameters.ts';
import { readResponseSemantics, type SemanticsSources } from './read-response-semantics.ts';

export interface FunctionSources extends SemanticsSources {
  readonly runtimes: readonly Runtime[];
}

/**
 * Reads a function of a plugin with its operation. What is wrong is part of the result, so that the other functions can
 * be used.
 * @param at path of the function in the plugin; empty if the plugin lists no functions.
 */
export function readFunction(definition: JsonObject, at: MemberPath, sources: FunctionSources): PluginFunction {
  const faults: string[] = [];
  const problems: string[] = [];
  const name = textMember(definition, 'name') ?? '';
  const runtime = selectRuntime(name, at, sources, faults);
  const operation = runtime && readCalled(name, at, runtime, sources, faults);
  const parameters = readFunctionParameters(definition, operation);
  const say = (found: { readonly at: MemberPath; readonly text: string }) =>
    `${sources.plugin.place(...at, ...found.at)}: ${found.text}`;
  if (operation !== undefined) {
    const found = checkFunctionParameters(definition, operation);
    faults.push(...found.faults.map(say));
    problems.push(...found.problems.map(say));
  }
  if (operation !== undefined && runtime !== undefined) {
    checkCredential(operation, runtime, sources, faults, problems);
  }
  const responseSemantics = readResponseSemantics(definition, at, sources, faults, problems);
  const securityInfo = member(definition.capabilities, 'security_info');
  // The schema of 2.1 has none.
  if (securityInfo === undefined && sources.plugin.document.schema_version !== 'v2.1') {
    const text =
      'without "security_info", the function cannot be used together with other plugins and capabilities. Add it.';
    problems.push(say({ at: ['capabilities', 'security_info'], text }));
  }
  return {
    name,
    description: textMember(definition, 'description') ?? operation?.description ?? '',
    parameters,
    operation: faults.length > 0 ? undefined : operation,
    authorization: runtime?.authorization ?? { kind: 'none' },
    isConsequential: operation?.isConsequential,
    confirmation: readConfirmation(member(definition.capabilities, 'confirmation')),
    responseSemantics,
    dataHandling:
      securityInfo === undefined
        ? undefined
        : listMember(securityInfo, 'data_handling').filter((value) => typeof value === 'string'),
    faults: [...new Set(faults)],
    problems: [...new Set(problems)],
  };
}

function selectRuntime(
  name: string,
  at: MemberPath,
  { plugin: { place }, runtimes }: FunctionSources,
  faults: string[],
): Runtime | undefined {
  const [runtime, other] = findRuntimes(runtimes, name);
  if (runtime === undefined) {
    const text = `no runtime runs the function "${name}". Name it in "run_for_functions" of one.`;
    faults.push(`${place(...at, 'name')}: ${text}`);
  }
  if (runtime !== undefined && other !== undefined) {
    const text = `a second runtime runs the function "${name}". Name it in "run_for_functions" of one only.`;
    faults.push(`${place(...other.at, 'run_for_functions')}: ${text}`);
    return undefined;
  }
  return runtime;
}

function readCalled(
  name: string,
  at: MemberPath,
  { type, source: { api, faults: apiFaults } }: Runtime,
  { plugin: { place } }: FunctionSources,
  faults: string[],
): ApiOperation | undefined {
  if (type !== 'OpenApi') {
    faults.push(`This function runs in a runtime of type "${type}", which this host does not simulate.`);
    return undefined;
  }
  faults.push(...apiFaults);
  return api && readOperation(api, name, place(...at, 'name'), agentRules, faults);
}

function checkCredential(
  { securitySchemes }: ApiOperation,
  { at, authorization }: Runtime,
  { plugin: { place } }: FunctionSources,
  faults: string[],
  problems: string[],
): void {
  if (authorization.kind === 'none') {
    const text = 'the API document requires a credential, but the runtime has none. Make them agree.';
    problems.push(...(securitySchemes.length > 0 ? [`${place(...at, 'auth')}: ${text}`] : []));
    return;
  }
  const authType = authorization.kind === 'apiKey' ? 'apiSecretServiceAuth' : 'oAuth2.0';
  const mismatch = explainMismatch(securitySchemes, authType, 'Copilot');
  faults.push(...(mismatch === undefined ? [] : [`${place(...at, 'auth')}: ${mismatch}`]));
  if (securitySchemes.length === 0) {
    const text = 'the runtime has a credential, but the operation has no "security". Make them agree.';
    problems.push(`${place(...at, 'auth')}: ${text}`);
  }
}

function readConfirmation(confirmation: unknown): Confirmation | undefined {
  if (!isJsonObject(confirmation) || confirmation.type === 'None') {
    return undefined;
  }
  const { isNonConsequential } = confirmation;
  return {
    title: textMember(confirmation, 'title'),
    body: textMember(confirmation, 'body'),
    isNonConsequential: typeof isNonConsequential === 'boolean' ? isNonConsequential : undefined,
  };
}
