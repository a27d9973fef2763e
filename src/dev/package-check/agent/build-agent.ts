import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';

/** Reads files of the project for an agent; each reader reports a file that it cannot read. */
export interface AgentSources {
  /** Reads a JSON file beside the manifest. */
  readonly readDocument: (path: string) => Promise<JsonObject>;
  /** Reads a text file beside the manifest. */
  readonly readText: (path: string) => Promise<string>;
  /** Reads a card, from the root of the project. */
  readonly readCard: (path: string) => Promise<JsonObject>;
  /** Reads an OpenAPI document, from the root of the project, reduced to these operations. */
  readonly readApi: (path: string, operationIds: ReadonlySet<string>) => Promise<JsonObject>;
}

/** JSON documents by path in the package. */
export type BuiltDocuments = ReadonlyMap<string, JsonObject>;

const textFile = /^\$\[file\('([^']+)'\)\]$/;

/**
 * Builds the files of a declarative agent: the agent, its plugins, and an OpenAPI document for each of these. Platforms
 * want the texts themselves, so the instructions replace `$[file('instructions.txt')]`, as Agents Toolkit does, and the
 * cards replace `static_template.file`.
 * @param path of the agent, as the manifest names it.
 */
export async function buildAgent(path: string, sources: AgentSources): Promise<BuiltDocuments> {
  const agent = await sources.readDocument(path);
  const built = new Map([[path, await withInstructions(agent, sources)]]);
  for (const action of listMember(agent, 'actions')) {
    const pluginPath = textMember(action, 'file');
    if (pluginPath !== undefined) {
      const plugin = await sources.readDocument(pluginPath);
      const runtimes = await Promise.all(
        listMember(plugin, 'runtimes').map((runtime) => withOwnDocument(runtime, sources, built)),
      );
      const functions = await Promise.all(listMember(plugin, 'functions').map((each) => withCard(each, sources)));
      built.set(pluginPath, { ...plugin, functions, runtimes });
    }
  }
  return built;
}

async function withInstructions(agent: JsonObject, { readText }: AgentSources): Promise<JsonObject> {
  const [, path] = textFile.exec(textMember(agent, 'instructions') ?? '') ?? [];
  return path === undefined ? agent : { ...agent, instructions: await readText(path) };
}

/** Replaces `static_template.file` of a function by the card in the file. */
async function withCard(declared: unknown, { readCard }: AgentSources): Promise<unknown> {
  const semantics = member(member(declared, 'capabilities'), 'response_semantics');
  const path = textMember(member(semantics, 'static_template'), 'file');
  if (path === undefined || !isJsonObject(declared)) {
    return declared;
  }
  const response_semantics = { ...toObject(semantics), static_template: await readCard(path) };
  return { ...declared, capabilities: { ...toObject(declared.capabilities), response_semantics } };
}

/** Adds the document of a runtime to the package, with the operations of its functions only. */
async function withOwnDocument(runtime: unknown, { readApi }: AgentSources, built: Map<string, JsonObject>) {
  const path = textMember(member(runtime, 'spec'), 'url');
  if (path === undefined || member(runtime, 'type') !== 'OpenApi' || !isJsonObject(runtime)) {
    return runtime;
  }
  const functions = listMember(runtime, 'run_for_functions').filter((name) => typeof name === 'string');
  const url = path.replace(/(\.\w+)?$/, '-agent$1');
  built.set(url, await readApi(path, new Set(functions)));
  return { ...runtime, spec: { ...toObject(runtime.spec), url } };
}
