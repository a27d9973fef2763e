import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { findRepeated } from '../manifest/find-repeated.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';
import { checkAuthorization } from './check-authorization.ts';

const at = ['composeExtensions', 0] as const;
/** The schema of 1.17 is the first that knows them. */
const oldestMinor = 17;

/**
 * Checks the rules of Teams for an API-based message extension that the manifest schema does not check, or reports
 * unclearly.
 */
export function checkApiExtension(manifest: JsonObject): readonly ManifestFault[] {
  const lists = [manifest.composeExtensions, manifest.bots];
  if (lists.some((list) => list !== undefined && !Array.isArray(list))) {
    // The schema reports it.
    return [];
  }
  const extension = listMember(manifest, 'composeExtensions')[0];
  if (extension !== undefined && !isJsonObject(extension)) {
    return [];
  }
  if (extension === undefined) {
    const text =
      'there is neither "composeExtensions" nor "bots" nor "copilotAgents". This host runs message extensions, bots and agents: add one.';
    return [{ at: ['composeExtensions'], text }];
  }
  if (member(extension, 'composeExtensionType') !== 'apiBased') {
    const text = 'the type must be "apiBased" or "botBased". Write one of them.';
    return [{ at: [...at, 'composeExtensionType'], text }];
  }
  const [, minor] = /^1\.(\d+)$/.exec(textMember(manifest, 'manifestVersion') ?? '') ?? [];
  if (Number(minor) < oldestMinor) {
    const text = `an API-based message extension needs manifest version 1.${oldestMinor} or newer. Raise "manifestVersion" and "$schema".`;
    return [{ at, text }];
  }
  const faults: ManifestFault[] = [];
  if (member(extension, 'botId') !== undefined) {
    const text = 'an API-based message extension must not have a "botId". Remove it, or make the extension bot-based.';
    faults.push({ at: [...at, 'botId'], text });
  }
  if (member(extension, 'canUpdateConfiguration') !== undefined) {
    const text = 'an API-based message extension must not have "canUpdateConfiguration". Remove it.';
    faults.push({ at: [...at, 'canUpdateConfiguration'], text });
  }
  if (textMember(extension, 'apiSpecificationFile') === undefined) {
    const text = 'the message extension names no "apiSpecificationFile". Add the path of the API document.';
    faults.push({ at: [...at, 'apiSpecificationFile'], text });
  }
  faults.push(...checkAuthorization(manifest, member(extension, 'authorization')));
  const commands = listMember(extension, 'commands');
  if (commands.length === 0) {
    const text = 'the message extension has no "commands". Add one for each operation to be used.';
    faults.push({ at: [...at, 'commands'], text });
  }
  return [
    ...faults,
    ...findRepeated(commands, 'id', [...at, 'commands']),
    ...commands.flatMap((command, index) => (isJsonObject(command) ? checkCommand(command, index) : [])),
  ];
}

function checkCommand(command: JsonObject, index: number): readonly ManifestFault[] {
  const name = textMember(command, 'id') ?? `number ${index + 1}`;
  const faults: ManifestFault[] = [];
  const add = (property: string, text: string): void => {
    faults.push({ at: [...at, 'commands', index, property], text });
  };
  if ((member(command, 'type') ?? 'query') !== 'query') {
    const rule = 'but all commands of an API-based extension must be. Change its type.';
    add('type', `command ${name} is not of type "query", ${rule}`);
  }
  if (member(command, 'fetchTask') === true) {
    add('fetchTask', `command ${name} sets "fetchTask", which needs a bot. Remove it.`);
  }
  if (listMember(command, 'parameters').length === 0) {
    add('parameters', `command ${name} has no "parameters"; Teams requires one to five. Add one.`);
  }
  if (textMember(command, 'apiResponseRenderingTemplateFile') === undefined) {
    const text = `command ${name} names no "apiResponseRenderingTemplateFile". Add its path.`;
    add('apiResponseRenderingTemplateFile', text);
  }
  return faults;
}
