import { AppManifestUtils } from '@microsoft/app-manifest';
import { isJsonObject, type JsonObject, member, toObject } from '../../../foundation/json-value.ts';
import type { MemberPath } from '../files/place.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';
import { toSchemaFault } from '../manifest/to-schema-fault.ts';

/** A document of an agent: its own manifest, or one of its plugins. */
export type AgentSchema = 'declarative-agent' | 'plugin';

/**
 * Checks the manifest of an agent or plugin against Microsoft's schema for its version. The schema is part of
 * `@microsoft/app-manifest`; nothing is fetched.
 * @param version one of `agentVersions` or `pluginVersions`.
 */
export async function checkAgentSchema(
  kind: AgentSchema,
  version: string,
  document: JsonObject,
): Promise<readonly ManifestFault[]> {
  const $schema = `https://developer.microsoft.com/json-schemas/copilot/${kind}/${version}/schema.json`;
  const schema = await AppManifestUtils.fetchSchema($schema);
  const checked = kind === 'plugin' ? withoutMisjudged(document) : document;
  // The parameter is typed as a valid manifest, although the call is what validates it.
  const errors = await AppManifestUtils.validateAgainstSchema({ ...checked, $schema } as never, schema);
  // Not all of these schemas have a `$schema`.
  return summarize(
    errors.map(toSchemaFault).filter(({ at }) => at[0] !== '$schema'),
    document,
  );
}

/** Ends of errors that follow from more precise ones. */
const consequences = /(schema in (oneOf|anyOf)|"then" schema)\. Correct it\.$/;

/** Leaves out errors about the alternatives of one part, and those that say no more than others. */
function summarize(faults: readonly ManifestFault[], document: JsonObject): readonly ManifestFault[] {
  const isNamed = (at: MemberPath) => !isJsonObject(at.reduce(enter, document));
  const precise = faults
    .filter(({ at, text }) => !consequences.test(text) && (isNamed(at) || !text.includes('one of the allowed values')))
    .filter(({ at }) => at[0] !== 'capabilities' || document.schema_version !== undefined);
  const capabilities = faults.flatMap(({ at: [name, index = 0] }) => (name === 'capabilities' ? [index] : []));
  return [
    ...precise,
    ...(document.schema_version === undefined ? [...new Set(capabilities)] : []).map((index) => ({
      at: ['capabilities', index],
      text: `the schema of this version has no such capability. Correct its name and properties.`,
    })),
  ];
}

function enter(value: unknown, step: string | number): unknown {
  return Array.isArray(value) ? value[Number(step)] : member(value, String(step));
}

/**
 * Replaces what the package judges otherwise than the published schema: it accepts no runtime of type
 * "RemoteMCPServer", and no absolute address of an API document.
 */
function withoutMisjudged(plugin: JsonObject): JsonObject {
  if (!Array.isArray(plugin.runtimes)) {
    return plugin;
  }
  const runtimes = plugin.runtimes.map((runtime: unknown) => {
    const { type, spec, ...rest } = toObject(runtime);
    const isRemote = type === 'RemoteMCPServer';
    const isAbsolute = type === 'OpenApi' && URL.parse(String(toObject(spec).url)) !== null;
    if (isRemote && plugin.schema_version === 'v2.4') {
      return { ...rest, auth: rest.auth ?? { type: 'None' }, type: 'OpenApi', spec: { url: 'api.json' } };
    }
    return isAbsolute ? { ...rest, type, spec: { ...toObject(spec), url: 'api.json' } } : runtime;
  });
  return { ...plugin, runtimes };
}
