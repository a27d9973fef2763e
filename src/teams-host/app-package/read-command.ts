import { isJsonObject, type JsonObject, listMember, member, textMember } from '../../foundation/json-value.ts';
import type { Command, CommandParameter } from './app-package.ts';
import type { ApiDocument } from './openapi/api-document.ts';
import type { ApiOperation, ApiParameter } from './openapi/api-operation.ts';
import { readOperation } from './openapi/read-operation.ts';
import { explainMismatch } from './openapi/security-scheme.ts';
import type { PackageFiles } from './package-files.ts';
import { readCommandParameter } from './read-command-parameter.ts';
import { readRenderingTemplate } from './read-rendering-template.ts';

const maximumRequired = 5;

export interface CommandSources {
  readonly files: PackageFiles;
  readonly document: ApiDocument;
  readonly documentPath: string;
  /** `authType` of the message extension. */
  readonly authType: string;
}

/**
 * Reads one command with the operation and the template it names.
 * @param faults gets what keeps it from running, @param problems what should be changed all the same; a sentence each.
 */
export function readCommand(
  command: JsonObject,
  { files, document, documentPath, authType }: CommandSources,
  faults: string[],
  problems: string[],
): Command | undefined {
  const id = textMember(command, 'id') ?? '';
  const templatePath = textMember(command, 'apiResponseRenderingTemplateFile');
  const operation = readOperation(document, documentPath, id, faults);
  const template =
    templatePath === undefined ? undefined : readRenderingTemplate(files, templatePath.replace(/^\.\//, ''), faults);
  const parameters = listMember(command, 'parameters').filter(isJsonObject).map(readCommandParameter);
  if (operation === undefined || template === undefined) {
    return undefined;
  }
  const name = `manifest.json: command ${id}`;
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
    ...(mismatch === undefined ? {} : { mismatch }),
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
        `${name}: the API has no parameter "${parameter.name}" that Teams can fill: in path, query or the body of a POST. Name one it has.`,
      );
    } else {
      faults.push(...checkChoices(name, parameter, target));
    }
    if (seen.has(parameter.name)) {
      faults.push(`${name}: the parameter "${parameter.name}" is there twice. Remove one.`);
    }
    seen.add(parameter.name);
  }
  const needed = fillable.filter((parameter) => parameter.required && parameter.default === undefined);
  for (const parameter of needed.filter((candidate) => !seen.has(candidate.name))) {
    faults.push(`${name}: the API requires "${parameter.name}". Add it to the command's parameters.`);
  }
  if (needed.length > maximumRequired) {
    faults.push(`${name}: the API requires more than ${maximumRequired} parameters without default. Require fewer.`);
  }
  if (fillable.length === 0) {
    faults.push(`${name}: the API operation has no parameter; Teams wants at least one. Add one.`);
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
    .map(({ value }) => `${name}: the API does not take ${JSON.stringify(value)} as "${parameter.name}". Remove it.`);
}

function adviseOnSecurity(name: string, { securitySchemes }: ApiOperation, authType: string): readonly string[] {
  const isSecured = securitySchemes.length > 0;
  if (isSecured === (authType !== 'none')) {
    return [];
  }
  return isSecured
    ? [`${name}: the API document asks for a token, and "authType" is "none". Make them agree.`]
    : [`${name}: "authType" is "${authType}", and the operation has no "security". Make them agree.`];
}

function adviseOnParameters(
  name: string,
  operation: ApiOperation,
  parameters: readonly CommandParameter[],
): readonly string[] {
  return parameters.flatMap((parameter) => {
    const target = operation.parameters.find((candidate) => candidate.name === parameter.name);
    return target?.required && target.default === undefined && !parameter.required
      ? [`${name}: the API requires "${parameter.name}", the manifest does not. Set "isRequired" to true.`]
      : [];
  });
}
