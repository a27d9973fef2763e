import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { CommandParameter } from '../../wire/loaded-app.ts';
import { toPackagePath } from '../files/package-files.ts';
import type { NamedDocument } from '../files/read-documents.ts';
import { readCommandParameter } from '../manifest/command-parameter.ts';
import type { ApiOperation, ApiParameter } from '../openapi/api-operation.ts';
import { readOperation } from '../openapi/read-operation.ts';
import { explainMismatch } from '../openapi/security-scheme.ts';
import type { Command } from './command.ts';
import type { RenderingTemplate } from './rendering-template.ts';

const maximumRequired = 5;

export interface CommandSources {
  /** As `readApiDocument` returns it. */
  readonly api: NamedDocument;
  /** By path in the package. */
  readonly templates: ReadonlyMap<string, RenderingTemplate>;
  /** `authType` of the message extension. */
  readonly authType: string;
}

/**
 * Reads a command with its operation and its rendering template.
 * @param faults receives a sentence for each reason why the command cannot run.
 * @param problems receives a sentence for each thing that works but should be changed.
 * @returns undefined if the operation or the template cannot be read.
 */
export function readCommand(
  command: JsonObject,
  { api, templates, authType }: CommandSources,
  faults: string[],
  problems: string[],
): Command | undefined {
  const id = textMember(command, 'id') ?? '';
  const operation = readOperation(api, id, faults);
  const template = templates.get(toPackagePath(textMember(command, 'apiResponseRenderingTemplateFile') ?? ''));
  if (operation === undefined || template === undefined) {
    return undefined;
  }
  const name = `manifest.json: command ${id}`;
  const parameters = listMember(command, 'parameters').filter(isJsonObject).map(readCommandParameter);
  const mismatch = authType === 'none' ? undefined : explainMismatch(operation.securitySchemes, authType);
  faults.push(...checkParameters(name, operation, parameters));
  problems.push(...adviseOnParameters(name, operation, parameters), ...adviseOnSecurity(name, operation, authType));
  if (mismatch !== undefined) {
    problems.push(`${name}: ${mismatch}`);
  }
  return {
    id,
    title: textMember(command, 'title') ?? id,
    description: textMember(command, 'description') ?? '',
    initialRun: member(command, 'initialRun') === true,
    parameters,
    operation,
    mismatch,
    template,
  };
}

function checkParameters(
  name: string,
  operation: ApiOperation,
  parameters: readonly CommandParameter[],
): readonly string[] {
  const faults: string[] = [];
  const fillable = operation.parameters.filter((parameter) => parameter.in !== 'header');
  const seen = new Set<string>();
  for (const parameter of parameters) {
    const target = fillable.find((candidate) => candidate.name === parameter.name);
    if (target === undefined) {
      faults.push(
        `${name}: the API has no parameter "${parameter.name}" that Teams can fill, in the path, the query or the body of a POST. Correct the name.`,
      );
    } else {
      faults.push(...checkChoices(name, parameter, target));
    }
    if (seen.has(parameter.name)) {
      faults.push(`${name}: two parameters have the name "${parameter.name}". Remove one.`);
    }
    seen.add(parameter.name);
  }
  const needed = fillable.filter((parameter) => parameter.required && parameter.default === undefined);
  for (const parameter of needed.filter((candidate) => !seen.has(candidate.name))) {
    faults.push(`${name}: the API requires "${parameter.name}". Add it to the command's parameters.`);
  }
  if (needed.length > maximumRequired) {
    faults.push(
      `${name}: the API requires more than ${maximumRequired} parameters that have no default. Require fewer.`,
    );
  }
  if (fillable.length === 0) {
    faults.push(`${name}: the API operation has no parameters; Teams requires at least one. Add one.`);
  }
  return faults;
}

function checkChoices(name: string, parameter: CommandParameter, target: ApiParameter): readonly string[] {
  if (parameter.inputType === 'choiceset' && parameter.choices === undefined) {
    return [`${name}: the choice set "${parameter.name}" has no "choices". Add them.`];
  }
  const choices = target.enum?.map(String);
  return (parameter.choices ?? [])
    .filter(({ value }) => choices?.includes(value) === false)
    .map(
      ({ value }) =>
        `${name}: the API does not accept ${JSON.stringify(value)} as "${parameter.name}". Remove that choice.`,
    );
}

function adviseOnSecurity(name: string, { securitySchemes }: ApiOperation, authType: string): readonly string[] {
  const isSecured = securitySchemes.length > 0;
  if (isSecured === (authType !== 'none')) {
    return [];
  }
  return isSecured
    ? [`${name}: the API document requires a credential, but "authType" is "none". Make them agree.`]
    : [`${name}: "authType" is "${authType}", but the operation has no "security". Make them agree.`];
}

function adviseOnParameters(
  name: string,
  operation: ApiOperation,
  parameters: readonly CommandParameter[],
): readonly string[] {
  return parameters.flatMap((parameter) => {
    const target = operation.parameters.find((candidate) => candidate.name === parameter.name);
    return target?.required && target.default === undefined && !parameter.required
      ? [`${name}: the API requires "${parameter.name}", but the manifest does not. Set "isRequired" to true.`]
      : [];
  });
}
