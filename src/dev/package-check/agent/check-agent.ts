import type { JsonObject } from '../../../foundation/json-value.ts';
import { textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { PackageFiles } from '../../../teams-host/app-package/files/package-files.ts';
import { checkFunction } from './check-function.ts';
import { checkResponse } from './check-response.ts';
import { listOperations } from './list-operations.ts';
import { type PluginDocuments, readAgentDocuments } from './read-agent-documents.ts';

/**
 * Checks the declarative agent of a package and its plugins beyond their schemas: each function is an operation of the
 * API and the reverse, and has what the model and the person need.
 * @returns one sentence for each fault.
 */
export function checkAgent({
  files,
  manifest,
}: {
  readonly files: PackageFiles;
  readonly manifest: JsonObject;
}): readonly string[] {
  const faults: string[] = [];
  const documents = readAgentDocuments(files, manifest, faults);
  if (documents === undefined) {
    return faults;
  }
  const { agent, plugins } = documents;
  if (listMember(agent.document, 'conversation_starters').length === 0) {
    faults.push(
      `${agent.place()}: the agent has no "conversation_starters". Add some, so that people see what to ask.`,
    );
  }
  return [...faults, ...plugins.flatMap(checkPlugin)];
}

function checkPlugin({ plugin, apis }: PluginDocuments): readonly string[] {
  const operations = new Map(
    apis.flatMap(({ document }) => listOperations(document)).map((operation) => [operation.id, operation]),
  );
  const functions = listMember(plugin.document, 'functions');
  const names = new Set(functions.map((declared) => textMember(declared, 'name')));
  return [
    ...functions.flatMap((declared, index) => {
      const name = textMember(declared, 'name') ?? '';
      const operation = operations.get(name);
      const texts =
        operation === undefined
          ? [
              'is not an operation of the API document of its runtime. Correct its name, or list it in "run_for_functions".',
            ]
          : [...checkFunction(declared, operation), ...checkResponse(declared, operation)];
      return texts.map((text) => `${plugin.place('functions', index)}: function ${name} ${text}`);
    }),
    ...[...operations.keys()]
      .filter((id) => !names.has(id))
      .map((id) => `${plugin.place('functions')}: no function is named ${id}, which the API document has. Add it.`),
  ];
}
