import { type JsonObject, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { findRepeated } from '../manifest/find-repeated.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';
import { checkVersion } from './check-version.ts';

/** Versions of the schema of declarative agents. */
const agentVersions = ['v1.0', 'v1.2', 'v1.3', 'v1.4', 'v1.5', 'v1.6', 'v1.7', 'v1.8'];

/** Checks the rules for the manifest of a declarative agent that its schema does not check, or reports unclearly. */
export function checkAgent(agent: JsonObject): readonly ManifestFault[] {
  return [
    ...checkVersion(agent.version, 'version', agentVersions),
    ...checkInstructions(agent),
    ...['name', 'description']
      .filter((name) => textMember(agent, name)?.trim() === '')
      .map((name) => ({ at: [name], text: 'the text is empty. Write one.' })),
    ...findRepeated(listMember(agent, 'actions'), 'id', ['actions']),
  ];
}

function checkInstructions(agent: JsonObject): readonly ManifestFault[] {
  const [call] = /\$\[\s*file\([^\n]*/.exec(textMember(agent, 'instructions') ?? '') ?? [];
  const text = `${call?.slice(0, 80)} is a function of Agents Toolkit, and stands for the text of a file. Build the package with the Toolkit ("atk package"), or write the text here.`;
  return call === undefined ? [] : [{ at: ['instructions'], text }];
}
