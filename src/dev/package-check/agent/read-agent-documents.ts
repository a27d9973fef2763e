import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { type PackageFiles, toPackagePath } from '../../../teams-host/app-package/files/package-files.ts';
import { type NamedDocument, readDocument } from '../../../teams-host/app-package/files/read-document.ts';

/** The documents of an agent in a package. */
export interface AgentDocuments {
  readonly agent: NamedDocument;
  readonly plugins: readonly PluginDocuments[];
}

export interface PluginDocuments {
  readonly plugin: NamedDocument;
  /** The OpenAPI documents of its runtimes. */
  readonly apis: readonly NamedDocument[];
}

/**
 * Reads the declarative agent of a package, its plugins, and their OpenAPI documents.
 * @param faults receives a sentence for each file that cannot be read.
 * @returns undefined without an agent that can be read.
 */
export function readAgentDocuments(
  files: PackageFiles,
  manifest: JsonObject,
  faults: string[],
): AgentDocuments | undefined {
  const read = (owner: NamedDocument, at: readonly (string | number)[], path: string | undefined) =>
    path === undefined
      ? undefined
      : readDocument(files, { path: toPackagePath(path), namedAt: owner.place(...at) }, faults);
  const [declared] = listMember(member(manifest, 'copilotAgents'), 'declarativeAgents');
  const path = textMember(declared, 'file');
  // The manifest's own check reports an agent that is not in the package.
  if (path === undefined || !files.has(toPackagePath(path))) {
    return undefined;
  }
  const agent = readDocument(files, { path: toPackagePath(path) }, faults);
  if (agent === undefined) {
    return undefined;
  }
  const plugins = listMember(agent.document, 'actions').flatMap((action, index) => {
    const plugin = read(agent, ['actions', index, 'file'], textMember(action, 'file'));
    if (plugin === undefined) {
      return [];
    }
    const apis = listMember(plugin.document, 'runtimes').flatMap((runtime, place) => {
      const api = read(plugin, ['runtimes', place, 'spec', 'url'], textMember(member(runtime, 'spec'), 'url'));
      return api === undefined ? [] : [api];
    });
    return [{ plugin, apis }];
  });
  return { agent, plugins };
}
