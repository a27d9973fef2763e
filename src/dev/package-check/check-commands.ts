import { type JsonObject, member, textMember } from '../../foundation/json-value.ts';
import { listMember } from '../../local/list-member.ts';
import type { Command } from '../../teams-host/app-package/api-extension/command.ts';
import { toExactJson } from '../../teams-host/app-package/files/exact-number.ts';
import type { PackageParts } from './package-parts.ts';

/**
 * Checks rules for query commands that neither the schema nor the parser checks.
 * @returns one sentence for each fault.
 */
export function checkCommands({ commands, place, inspection }: PackageParts): readonly string[] {
  const placeOf = (id: string): string => {
    const index = commands.findIndex((command) => command.id === id);
    return `${place('composeExtensions', 0, 'commands', index)}: command ${id}`;
  };
  return [
    ...commands
      .filter((command) => member(command, 'type') !== 'action')
      .flatMap((command) => checkQuery(command, placeOf(textMember(command, 'id') ?? ''))),
    ...(inspection.apiExtension?.commands ?? []).flatMap((command) => checkChoices(command, placeOf(command.id))),
  ];
}

function checkQuery(command: JsonObject, name: string): readonly string[] {
  return [
    ...(member(command, 'initialRun') === true
      ? []
      : [`${name} does not set "initialRun": Copilot then shows no link to sign in. Set it to true.`]),
    ...(textMember(command, 'semanticDescription') ? [] : [`${name} has no "semanticDescription". Add one.`]),
    ...(listMember(command, 'samplePrompts').length > 0 ? [] : [`${name} has no "samplePrompts". Add one to five.`]),
  ];
}

/**
 * Finds values of the API that the manifest does not offer as a choice; the inspection finds choices that the API
 * rejects.
 */
function checkChoices({ parameters, operation }: Command, name: string): readonly string[] {
  return parameters.flatMap((parameter) => {
    const values = operation.parameters.find((target) => target.name === parameter.name)?.enum ?? [];
    if (values.length > 0 && parameter.inputType !== 'choiceset') {
      return [`${name}: the API accepts only certain values of "${parameter.name}". Make it a "choiceset" of them.`];
    }
    return values
      .filter((value) => parameter.choices?.some((choice) => choice.value === String(value)) !== true)
      .map((value) => `${name}: the choices of "${parameter.name}" leave out ${toExactJson(value)}. Add it.`);
  });
}
