import { textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { type PackageFiles, toPackagePath } from '../files/package-files.ts';
import type { PackageDocuments } from '../files/read-documents.ts';
import { toSentences, withoutRepeated } from '../manifest/manifest-fault.ts';
import { createReadRuntimeApi } from '../runtime/read-runtime-api.ts';
import type { Agent, Plugin } from './agent.ts';
import type { AgentChecks } from './agent-checks.ts';
import { checkAgent } from './check-agent.ts';
import { listNotSimulated } from './list-not-simulated.ts';
import { readAgentDocument } from './read-agent-document.ts';
import { readPlugin } from './read-plugin.ts';

/** More plugins than that are not always given to the model. */
const maxAlwaysGiven = 5;

/**
 * Reads the declarative agent of a package and its API plugins.
 * @param faults receives a sentence for each reason why Microsoft 365 would refuse the package.
 * @param problems receives a sentence for each thing that works but should be changed.
 * @returns undefined if the package has none, or it cannot be read.
 */
export async function readAgent(
  { manifest, place }: Pick<PackageDocuments, 'manifest' | 'place'>,
  files: PackageFiles,
  checks: AgentChecks,
  faults: string[],
  problems: string[],
): Promise<Agent | undefined> {
  const [declared] = listMember(manifest.copilotAgents, 'declarativeAgents');
  const path = toPackagePath(textMember(declared, 'file') ?? '');
  if (!files.has(path)) {
    // The schema reports a missing path, and `checkOtherFiles` a missing file.
    return undefined;
  }
  const read = readAgentDocument(files, path, place('copilotAgents', 'declarativeAgents', 0, 'file'), faults);
  if (read === undefined) {
    return undefined;
  }
  const { document } = read;
  const own = checkAgent(document);
  const version = textMember(document, 'version') ?? '';
  const bySchema = own.some(({ at }) => at[0] === 'version')
    ? []
    : await checks.checkSchema('declarative-agent', version, read);
  faults.push(...toSentences([...own, ...withoutRepeated(bySchema, own)], read.place));
  problems.push(...read.repeated);
  const actions = listMember(document, 'actions').map(toObject);
  if (actions.length > maxAlwaysGiven) {
    const text = `the agent has ${actions.length} plugins; with more than ${maxAlwaysGiven}, the model gets only those whose descriptions fit best. Use fewer.`;
    problems.push(`${read.place('actions')}: ${text}`);
  }
  const validDomains = listMember(manifest, 'validDomains').filter((domain) => typeof domain === 'string');
  const readApi = createReadRuntimeApi(files);
  const plugins: Plugin[] = [];
  for (const [index, action] of actions.entries()) {
    const plugin = await readPlugin(
      { action, at: ['actions', index], agent: read, files, validDomains, checks, readApi },
      faults,
      problems,
    );
    plugins.push(...(plugin === undefined ? [] : [plugin]));
  }
  return {
    id: textMember(declared, 'id') ?? '',
    version,
    name: textMember(document, 'name') ?? '',
    description: textMember(document, 'description') ?? '',
    instructions: textMember(document, 'instructions') ?? '',
    conversationStarters: listMember(document, 'conversation_starters').map((starter) => ({
      title: textMember(starter, 'title'),
      text: textMember(starter, 'text') ?? '',
    })),
    capabilities: listMember(document, 'capabilities').flatMap((capability) => textMember(capability, 'name') ?? []),
    disclaimer: textMember(document.disclaimer, 'text'),
    plugins,
    notSimulated: listNotSimulated(document),
  };
}
