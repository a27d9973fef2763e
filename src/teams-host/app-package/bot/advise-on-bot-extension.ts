import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { explainPopUp } from '../../links/pop-up-rules.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';

/** Finds what Teams accepts in a bot-based message extension, but does not open or offer. */
export function adviseOnBotExtension(manifest: JsonObject): readonly ManifestFault[] {
  const validDomains = listMember(manifest, 'validDomains').filter((domain) => typeof domain === 'string');
  return listMember(listMember(manifest, 'composeExtensions')[0], 'commands').flatMap((command, index) => {
    const at = ['composeExtensions', 0, 'commands', index];
    const name = `command ${textMember(command, 'id') ?? `number ${index + 1}`}`;
    const faults: ManifestFault[] = [];
    const url = member(member(command, 'taskInfo'), 'url');
    const refusal = url === undefined ? undefined : explainPopUp(url, { validDomains, tokenServiceOrigin: '' });
    if (refusal !== undefined) {
      faults.push({ at: [...at, 'taskInfo', 'url'], text: `${refusal.why} ${refusal.remedy}` });
    }
    if (member(command, 'type') !== 'action' && listMember(command, 'context').includes('message')) {
      const text = `${name} is a query, which messages do not offer. Remove "message" from "context".`;
      faults.push({ at: [...at, 'context'], text });
    }
    return faults;
  });
}
