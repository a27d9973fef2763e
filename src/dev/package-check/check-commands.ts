import { type JsonObject, listMember, member, textMember } from '../../foundation/json-value.ts';
import { readApiDocument } from '../../teams-host/app-package/openapi/api-document.ts';
import { ReferenceFault } from '../../teams-host/app-package/openapi/resolve-references.ts';
import type { PackageParts } from './package-parts.ts';

/**
 * What no schema and no parser says of queries and their operations.
 * @returns one sentence for each fault.
 */
export function checkCommands({ commands, api }: PackageParts): readonly string[] {
  return commands.flatMap((command) => {
    const name = `manifest.json: command ${textMember(command, 'id') ?? ''}`;
    if (member(command, 'type') === 'action') {
      return [];
    }
    const faults = [
      ...(member(command, 'initialRun') === true
        ? []
        : [`${name} does not set "initialRun": Copilot then shows no link to sign in. Set it to true.`]),
      ...(textMember(command, 'semanticDescription') ? [] : [`${name} has no "semanticDescription". Add one.`]),
      ...(listMember(command, 'samplePrompts').length > 0 ? [] : [`${name} has no "samplePrompts". Add one to five.`]),
    ];
    const operation = api && findOperation(api, textMember(command, 'id') ?? '');
    return [...faults, ...(operation === undefined ? [] : checkChoices(name, command, operation))];
  });
}

function findOperation({ path, document }: NonNullable<PackageParts['api']>, id: string): JsonObject | undefined {
  try {
    return readApiDocument(path, document, []).operation(id)?.operation;
  } catch (cause) {
    if (cause instanceof ReferenceFault) {
      return undefined;
    }
    throw cause;
  }
}

/** A choice the manifest leaves out could never be made; that it offers none too many is checked with the parameters. */
function checkChoices(name: string, command: JsonObject, operation: JsonObject): readonly string[] {
  return listMember(command, 'parameters').flatMap((parameter) => {
    const target = listMember(operation, 'parameters').find(
      (candidate) => member(candidate, 'name') === member(parameter, 'name'),
    );
    const values = listMember(member(target, 'schema'), 'enum');
    const choices = listMember(parameter, 'choices').map((choice) => member(choice, 'value'));
    const label = textMember(parameter, 'name') ?? '';
    if (values.length > 0 && member(parameter, 'inputType') !== 'choiceset') {
      return [`${name}: "${label}" takes certain values only. Make it a "choiceset" of them.`];
    }
    return values
      .filter((value) => !choices.includes(value))
      .map((value) => `${name}: the choices of "${label}" leave out ${JSON.stringify(value)}. Add it.`);
  });
}
