import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { findRepeated } from '../manifest/find-repeated.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';
import { checkVersion } from './check-version.ts';

/** Versions of the schema of plugins. */
export const pluginVersions = ['v2.1', 'v2.2', 'v2.3', 'v2.4'] as const;

/** Checks the rules for the manifest of a plugin that its schema does not check, or reports unclearly. */
export function checkPlugin(plugin: JsonObject): readonly ManifestFault[] {
  const runtimes = listMember(plugin, 'runtimes');
  return [
    ...checkVersion(plugin.schema_version, 'schema_version', pluginVersions),
    ...['name_for_human', 'description_for_human']
      .filter((name) => textMember(plugin, name)?.trim() === '')
      .map((name) => ({ at: [name], text: 'the text is empty. Write one.' })),
    ...findRepeated(listMember(plugin, 'functions'), 'name', ['functions']),
    ...runtimes.flatMap((runtime, index) => checkRuntime(runtime, index)),
  ];
}

function checkRuntime(runtime: unknown, index: number): readonly ManifestFault[] {
  const at = ['runtimes', index];
  const auth = member(runtime, 'auth');
  const type = textMember(auth, 'type');
  const faults: ManifestFault[] = [];
  if ((type === 'OAuthPluginVault' || type === 'ApiKeyPluginVault') && !textMember(auth, 'reference_id')?.trim()) {
    const text = `"${type}" needs the id of a registration in "reference_id". Add it.`;
    faults.push({ at: [...at, 'auth', 'reference_id'], text });
  }
  const spec = member(runtime, 'spec');
  const hasDocument = ['url', 'api_description'].some((name) => textMember(spec, name)?.trim());
  if (member(runtime, 'type') === 'OpenApi' && !hasDocument) {
    const text = 'the runtime names no API document. Write its path in "url".';
    faults.push({ at: [...at, 'spec'], text });
  }
  return faults;
}

/** Lengths beyond which Copilot may ignore characters. */
const lengths: readonly (readonly [string, number])[] = [
  ['name_for_human', 20],
  ['description_for_human', 100],
  ['description_for_model', 2048],
];
const manyFunctions = 10;

/** Finds what works but should be changed. */
export function adviseOnPlugin(plugin: JsonObject): readonly ManifestFault[] {
  const functions = listMember(plugin, 'functions');
  return [
    ...lengths
      .filter(([name, length]) => [...(textMember(plugin, name) ?? '')].length > length)
      .map(([name, length]) => ({
        at: [name],
        text: `Copilot may ignore what exceeds ${length} characters. Shorten the text.`,
      })),
    ...(textMember(plugin, 'description_for_model') === undefined
      ? [{ at: ['description_for_model'], text: 'the model selects plugins by this text. Add it.' }]
      : []),
    ...(functions.length > manyFunctions
      ? [
          {
            at: ['functions'],
            text: `there are ${functions.length} functions; with more than ${manyFunctions} the model selects less well. Use fewer.`,
          },
        ]
      : []),
  ];
}
