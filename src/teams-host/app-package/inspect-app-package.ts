import { type JsonObject, member } from '../../foundation/json-value.ts';
import { listMember } from '../../local/list-member.ts';
import type { AgentChecks } from './agent/agent-checks.ts';
import { readAgent } from './agent/read-agent.ts';
import { checkApiExtension } from './api-extension/check-api-extension.ts';
import { type ApiExtension, readApiExtension } from './api-extension/read-api-extension.ts';
import type { AppPackage } from './app-package.ts';
import { adviseOnBotExtension } from './bot/advise-on-bot-extension.ts';
import { readBot } from './bot/bot.ts';
import { readBotExtension } from './bot/bot-extension.ts';
import { checkBotExtension } from './bot/check-bot-extension.ts';
import type { PackageFiles } from './files/package-files.ts';
import type { NamedDocument } from './files/read-document.ts';
import { type PackageDocuments, readDocuments } from './files/read-documents.ts';
import { checkOtherFiles } from './manifest/check-other-files.ts';
import { checkUploadRules } from './manifest/check-upload-rules.ts';
import { readManifest } from './manifest/manifest.ts';
import { type ManifestFault, toSentences, withoutRepeated } from './manifest/manifest-fault.ts';
import { readIcons } from './manifest/read-icons.ts';
import type { SpecVerdict } from './openapi/spec-parser.ts';

/** The result of inspecting an app package. */
export interface Inspection {
  /** One sentence for each thing that must change, because Teams would refuse the package or could not run it. */
  readonly faults: readonly string[];
  /** One sentence for each thing that works but should be changed. */
  readonly problems: readonly string[];
  /** The parsed documents, for further checks; undefined if the manifest cannot be read. */
  readonly documents: PackageDocuments | undefined;
  /** Undefined if the message extension is not API-based. */
  readonly apiExtension: ApiExtension | undefined;
  /** Undefined if there are faults. */
  readonly appPackage: AppPackage | undefined;
}

/** The checks by Microsoft's own tools. */
export interface OfficialChecks {
  readonly checkManifestSchema: (manifest: JsonObject) => Promise<readonly ManifestFault[]>;
  readonly judgeDocument: (api: NamedDocument, authType: string) => Promise<SpecVerdict>;
  readonly agent: AgentChecks;
}

/** Microsoft's tools take long to load, so they are loaded when they are used. */
export const officialChecks: OfficialChecks = {
  checkManifestSchema: async (manifest) =>
    (await import('./manifest/check-manifest-schema.ts')).checkManifestSchema(manifest),
  judgeDocument: async (api, authType) => (await import('./openapi/spec-parser.ts')).judgeBySpecParser(api, authType),
  agent: {
    checkSchema: async (kind, version, { document }) =>
      (await import('./agent/check-agent-schema.ts')).checkAgentSchema(kind, version, document),
    judgeApi: async (api) => (await import('./openapi/spec-parser.ts')).judgeBySpecParser(api, undefined),
  },
};

/**
 * Reads the files of the app package of any app and checks them as strictly as Teams does. The package must have at
 * least one of an API-based or bot-based message extension, a bot to chat with, and a declarative agent.
 */
export async function inspectAppPackage(files: PackageFiles, checks = officialChecks): Promise<Inspection> {
  const faults: string[] = [];
  const problems: string[] = [];
  const documents = readDocuments(files, faults);
  if (documents === undefined) {
    return { faults, problems, documents, apiExtension: undefined, appPackage: undefined };
  }
  const { manifest, place } = documents;
  const isBotBased = isAnsweredByBot(documents);
  const own = [
    ...checkUploadRules(manifest),
    ...(isBotBased ? checkBotExtension(manifest) : isAgentOnly(manifest) ? [] : checkApiExtension(manifest)),
  ];
  // Our own sentences are clearer than the schema's.
  const bySchema = withoutRepeated(await checks.checkManifestSchema(manifest), own);
  faults.push(...toSentences([...own, ...bySchema], place));
  problems.push(...documents.repeated);
  problems.push(...toSentences(isBotBased ? adviseOnBotExtension(manifest) : [], place));
  faults.push(...checkOtherFiles(manifest, place, files));
  const icons = readIcons(manifest, place, files, faults);
  const apiExtension = isBotBased
    ? undefined
    : await readApiExtension(documents, checks.judgeDocument, faults, problems);
  const agent = await readAgent(documents, files, checks.agent, faults, problems);
  // Several commands may use one file, and several checks may find the same fault.
  const all = { faults: [...new Set(faults)], problems: [...new Set(problems)] };
  const appPackage = {
    manifest: readManifest(manifest, icons),
    commands: apiExtension?.commands ?? [],
    bot: readBot(manifest),
    botExtension: isBotBased ? readBotExtension(manifest) : undefined,
    agent,
    problems: all.problems,
    files,
  };
  return { ...all, documents, apiExtension, appPackage: faults.length === 0 ? appPackage : undefined };
}

/** Whether a bot answers the message extension (the default), or the package has only a bot to chat with. */
function isAnsweredByBot({ manifest, extension }: PackageDocuments): boolean {
  return listMember(manifest, 'composeExtensions').length === 0
    ? listMember(manifest, 'bots').length > 0
    : [undefined, 'botBased'].some((type) => type === extension.composeExtensionType);
}

/** Whether a package consists of a declarative agent. */
function isAgentOnly(manifest: JsonObject): boolean {
  const has = (owner: unknown, name: string): boolean => {
    const list = member(owner, name);
    return list !== undefined && !(Array.isArray(list) && list.length === 0);
  };
  const hasOthers = has(manifest, 'composeExtensions') || has(manifest, 'bots');
  return !hasOthers && listMember(manifest.copilotAgents, 'declarativeAgents').length > 0;
}
