import { AppManifestUtils } from '@microsoft/app-manifest';
import type { JsonObject } from '../../../foundation/json-value.ts';
import type { ManifestFault } from './manifest-fault.ts';
import { readSchemaVersion } from './read-schema-version.ts';
import { toSchemaFault } from './to-schema-fault.ts';

const supported = /^1\.(1[0-79]|2\d|30|[0-9])$/;

/**
 * Checks a manifest against Microsoft's schema for its version. The schema is part of `@microsoft/app-manifest`; nothing
 * is fetched.
 */
export async function checkManifestSchema(manifest: JsonObject): Promise<readonly ManifestFault[]> {
  const version = manifest.manifestVersion;
  if (typeof version !== 'string' || !(supported.test(version) || version === 'devPreview')) {
    const is = version === undefined ? 'missing' : JSON.stringify(version);
    const text = `"manifestVersion" is ${is}. Write a published version, for example "1.28".`;
    return [{ at: ['manifestVersion'], text }];
  }
  const folder = version === 'devPreview' ? 'vDevPreview' : `v${version}`;
  const $schema = `https://developer.microsoft.com/json-schemas/teams/${folder}/MicrosoftTeams.schema.json`;
  const named = manifest.$schema;
  if (named === undefined || named === '') {
    return [{ at: ['$schema'], text: `"$schema" is missing. Write "${$schema}".` }];
  }
  const found = typeof named === 'string' ? readSchemaVersion(named, 'MicrosoftTeams.schema.json') : undefined;
  if (found !== folder && found !== 'any') {
    return [{ at: ['$schema'], text: `"$schema" does not belong to version ${version}. Write "${$schema}".` }];
  }
  const schema = await AppManifestUtils.fetchSchema($schema);
  // The parameter is typed as a valid manifest, although the call is what validates it.
  const errors = await AppManifestUtils.validateAgainstSchema({ ...manifest, $schema } as never, schema);
  // The schema of version 1.0 has no `$schema`, which is checked above.
  return errors.map(toSchemaFault).filter(({ at }) => at[0] !== '$schema');
}
