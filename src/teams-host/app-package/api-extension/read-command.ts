import { type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { CommandParameter } from '../../wire/loaded-app.ts';
import { toPackagePath } from '../files/package-files.ts';
import type { MemberPath, Place } from '../files/place.ts';
import type { NamedDocument } from '../files/read-document.ts';
import { readCommandParameter } from '../manifest/command-parameter.ts';
import { type ApiOperation, type ApiParameter, isFillable } from '../openapi/api-operation.ts';
import { locateOperations } from '../openapi/find-operation.ts';
import { extensionRules } from '../openapi/operation-rules.ts';
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
  /** Places in the command. */
  readonly place: Place;
}

/**
 * Reads a command with its operation and its rendering template.
 * @param faults receives a sentence for each reason why the command cannot run.
 * @param problems receives a sentence for each thing that works but should be changed.
 * @returns undefined if the operation or the template cannot be read.
 */
export function readCommand(
  command: JsonObject,
  { api, templates, authType, place }: CommandSources,
  faults: string[],
  problems: string[],
): Command | undefined {
  const id = textMember(command, 'id');
  if (id === undefined) {
    // The schema reports it.
    return undefined;
  }
  const operation = readOperation(api, id, place('id'), extensionRules, faults);
  const template = templates.get(toPackagePath(textMember(command, 'apiResponseRenderingTemplateFile') ?? ''));
  if (operation === undefined || template === undefined) {
    return undefined;
  }
  const parameters = listMember(command, 'parameters').map(toObject).map(readCommandParameter);
  const mismatch = authType === 'none' ? undefined : explainMismatch(operation.securitySchemes, authType, 'Teams');
  const toSentence = ({ at, text }: CommandFault): string => `${place(...at)}: command ${id}: ${text}`;
  faults.push(...checkParameters(operation, parameters).map(toSentence));
  const advice = [...adviseOnParameters(operation, parameters), ...adviseOnSecurity(operation, authType)];
  problems.push(...advice.map(toSentence));
  const [, again] = locateOperations(api.document, id);
  if (again !== undefined) {
    const text = `a second operation has the operationId "${id}"; the first is called. Give each its own.`;
    problems.push(`${api.place(...again, 'operationId')}: ${text}`);
  }
  if (mismatch !== undefined) {
    problems.push(toSentence({ at: [], text: mismatch }));
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

interface CommandFault {
  /** Path of the member in the command. */
  readonly at: MemberPath;
  readonly text: string;
}

function checkParameters(operation: ApiOperation, parameters: readonly CommandParameter[]): readonly CommandFault[] {
  const faults: CommandFault[] = [];
  if (parameters.length === 0) {
    // `checkApiExtension` reports it.
    return faults;
  }
  const fillable = operation.parameters.filter(isFillable);
  const seen = new Set<string>();
  for (const [index, parameter] of parameters.entries()) {
    const target = fillable.find((candidate) => candidate.name === parameter.name);
    const at = ['parameters', index, 'name'];
    if (parameter.name === '') {
      // The schema reports a missing name.
      continue;
    }
    if (target === undefined) {
      faults.push({ at, text: explainUnfillable(parameter.name, operation) });
    } else {
      faults.push(...checkChoices(index, parameter, target));
    }
    if (seen.has(parameter.name)) {
      faults.push({ at, text: `two parameters have the name "${parameter.name}". Remove one.` });
    }
    seen.add(parameter.name);
  }
  const needed = fillable.filter((parameter) => parameter.required && parameter.default === undefined);
  const at = ['parameters'];
  for (const parameter of needed.filter((candidate) => !seen.has(candidate.name))) {
    faults.push({ at, text: `the API requires "${parameter.name}". Add it to the command's parameters.` });
  }
  if (needed.length > maximumRequired) {
    const text = `the API requires more than ${maximumRequired} parameters that have no default. Require fewer.`;
    faults.push({ at, text });
  }
  if (fillable.length === 0) {
    faults.push({ at, text: 'the API operation has no parameters; Teams requires at least one. Add one.' });
  }
  return faults;
}

function explainUnfillable(name: string, operation: ApiOperation): string {
  const found = operation.parameters.find((candidate) => candidate.name === name);
  if (found === undefined) {
    const place = 'that Teams can fill, in the path, the query or the body of a POST';
    return `the API has no parameter "${name}" ${place}. Correct the name.`;
  }
  const why =
    found.type === undefined ? 'is not a string, number or boolean in the API' : `is in a ${found.in} of the API`;
  return `"${name}" ${why}, so Teams cannot fill it. Remove it here, or change the API.`;
}

function checkChoices(index: number, parameter: CommandParameter, target: ApiParameter): readonly CommandFault[] {
  if (parameter.inputType === 'choiceset' && parameter.choices === undefined) {
    const text = `the choice set "${parameter.name}" has no "choices". Add them.`;
    return [{ at: ['parameters', index, 'choices'], text }];
  }
  const choices = target.enum?.map(String);
  return (parameter.choices ?? []).flatMap(({ value }, at) =>
    choices?.includes(value) === false
      ? [
          {
            at: ['parameters', index, 'choices', at, 'value'],
            text: `the API does not accept ${JSON.stringify(value)} as "${parameter.name}". Remove that choice.`,
          },
        ]
      : [],
  );
}

function adviseOnSecurity({ securitySchemes }: ApiOperation, authType: string): readonly CommandFault[] {
  const isSecured = securitySchemes.length > 0;
  // The template of Agents Toolkit for single sign-on describes no security.
  if (isSecured === (authType !== 'none') || authType === 'microsoftEntra') {
    return [];
  }
  const text = isSecured
    ? 'the API document requires a credential, but the manifest configures none ("authorization"). Make them agree.'
    : `"authType" is "${authType}", but the operation has no "security". Make them agree.`;
  return [{ at: [], text }];
}

function adviseOnParameters(operation: ApiOperation, parameters: readonly CommandParameter[]): readonly CommandFault[] {
  return parameters.flatMap((parameter, index) => {
    const target = operation.parameters.find((candidate) => candidate.name === parameter.name);
    const text = `the API requires "${parameter.name}", but the manifest does not. Set "isRequired" to true.`;
    return target?.required && target.default === undefined && !parameter.required
      ? [{ at: ['parameters', index], text }]
      : [];
  });
}
