import { type JsonObject, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { type PackageFiles, resolvePackagePath } from '../files/package-files.ts';
import type { MemberPath } from '../files/place.ts';
import type { NamedDocument } from '../files/read-document.ts';
import { toSentences, withoutRepeated } from '../manifest/manifest-fault.ts';
import { listOperationIds } from '../openapi/find-operation.ts';
import type { ReadRuntimeApi } from '../runtime/read-runtime-api.ts';
import { type Runtime, readRuntimes } from '../runtime/read-runtimes.ts';
import type { Plugin } from './agent.ts';
import type { AgentChecks } from './agent-checks.ts';
import { adviseOnPlugin, checkPlugin, pluginVersions } from './check-plugin.ts';
import { readAgentDocument } from './read-agent-document.ts';
import { readFunction } from './read-function.ts';

export interface PluginSources {
  /** An element of `actions`. */
  readonly action: JsonObject;
  /** Its path in the manifest of the agent. */
  readonly at: MemberPath;
  readonly agent: NamedDocument;
  readonly files: PackageFiles;
  /** Of the app manifest. */
  readonly validDomains: readonly string[];
  readonly checks: AgentChecks;
  readonly readApi: ReadRuntimeApi;
}

/**
 * Reads an API plugin of an agent with the files that it names.
 * @param faults receives a sentence for each reason why Microsoft 365 would refuse the package.
 * @param problems receives a sentence for each thing that works but should be changed.
 * @returns undefined if it cannot be read.
 */
export async function readPlugin(
  { action, at, agent, files, validDomains, checks, readApi }: PluginSources,
  faults: string[],
  problems: string[],
): Promise<Plugin | undefined> {
  const file = textMember(action, 'file');
  if (file === undefined) {
    // The schema reports it.
    return undefined;
  }
  const path = resolvePackagePath(agent.path, file);
  const plugin = readAgentDocument(files, path, agent.place(...at, 'file'), faults);
  if (plugin === undefined) {
    return undefined;
  }
  const { document, place } = plugin;
  const version = pluginVersions.find((known) => known === document.schema_version);
  const own = checkPlugin(document);
  const bySchema = version === undefined ? [] : await checks.checkSchema('plugin', version, plugin);
  faults.push(...toSentences([...own, ...withoutRepeated(bySchema, own)], place));
  problems.push(...plugin.repeated, ...toSentences(adviseOnPlugin(document), place));
  const runtimes = await readRuntimes(plugin, readApi);
  faults.push(...runtimes.flatMap(({ source }) => (source.isMissing ? source.faults : [])));
  const sources = {
    plugin,
    runtimes,
    validDomains,
    readCard: (card: string, namedAt: string) =>
      readAgentDocument(files, resolvePackagePath(path, card), namedAt, faults),
  };
  const functions = listFunctions(document, runtimes).map(({ definition, path: inPlugin }) =>
    readFunction(definition, inPlugin, sources),
  );
  // Our own sentences are clearer than the parser's, and the parser has no limits for hostile documents.
  if (functions.every((one) => one.faults.length === 0)) {
    for (const api of new Set(runtimes.flatMap(({ source }) => source.api ?? []))) {
      const verdict = await checks.judgeApi(api);
      problems.push(...verdict.faults, ...verdict.refusals);
    }
  }
  return {
    id: textMember(action, 'id') ?? '',
    path,
    version: toShortVersion(version),
    name: textMember(document, 'name_for_human') ?? '',
    description: textMember(document, 'description_for_human') ?? '',
    descriptionForModel: textMember(document, 'description_for_model') ?? '',
    functions,
    notSimulated: listNotSimulated(runtimes),
  };
}

/** Without `functions`, they are the operations of the API documents. */
function listFunctions(
  plugin: JsonObject,
  runtimes: readonly Runtime[],
): readonly { readonly definition: JsonObject; readonly path: MemberPath }[] {
  if (Array.isArray(plugin.functions)) {
    return listMember(plugin, 'functions').map((value, index) => ({
      definition: toObject(value),
      path: ['functions', index],
    }));
  }
  const names = runtimes.flatMap(({ source: { api } }) => (api === undefined ? [] : listOperationIds(api.document)));
  return [...new Set(names)].map((name) => ({ definition: { name }, path: [] }));
}

function toShortVersion(version: (typeof pluginVersions)[number] | undefined): Plugin['version'] {
  const short = { 'v2.1': '2.1', 'v2.2': '2.2', 'v2.3': '2.3', 'v2.4': '2.4' } as const;
  return version === undefined ? '2.4' : short[version];
}

function listNotSimulated(runtimes: readonly Runtime[]): readonly string[] {
  const others = new Set(runtimes.map(({ type }) => type).filter((type) => type !== 'OpenApi'));
  return [...others].map((type) => `Runtimes of type "${type}" are not simulated: their functions cannot be called.`);
}
