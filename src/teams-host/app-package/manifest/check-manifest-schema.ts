import { AppManifestUtils } from '@microsoft/app-manifest';
import { type JsonObject, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { toMemberPath } from '../files/place.ts';
import type { ManifestFault } from './manifest-fault.ts';
import { readSchemaVersion } from './read-schema-version.ts';

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
  return errors.map(toFault).filter(({ at }) => at[0] !== '$schema');
}

/** What the patterns of the schemas stand for. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/^\^\[0-9a-fA-F\]\{8\}-/, 'a GUID, such as "11111111-2222-4333-8444-555555555555"'],
  [/^\^\[Hh\]\[Tt\]\[Tt\]\[Pp\]/, 'an address that begins with "https://"'],
  [/^\^#/, 'a color, such as "#0a7f3c"'],
];

/** @param error for example `/name/short must NOT have more than 30 characters. Details: {...}` */
function toFault(error: string): ManifestFault {
  const [text = '', json = '{}'] = error.split('. Details: ');
  const [pointer = '', ...rest] = text.split(' ');
  const details: unknown = JSON.parse(json);
  const at = toMemberPath(pointer);
  const additional = textMember(details, 'additionalProperty');
  if (additional !== undefined) {
    return { at: [...at, additional], text: 'the schema has no such property here. Remove it, or correct its name.' };
  }
  const missing = textMember(details, 'missingProperty');
  if (missing !== undefined) {
    return { at: [...at, missing], text: 'this required property is missing. Add it.' };
  }
  const words = patterns.find(([pattern]) => pattern.test(textMember(details, 'pattern') ?? ''))?.[1];
  if (words !== undefined) {
    return { at, text: `the value must be ${words}. Correct it.` };
  }
  const allowed = listMember(details, 'allowedValues');
  const values = allowed.length === 0 ? '' : `: ${allowed.map((value) => JSON.stringify(value)).join(', ')}`;
  return { at, text: `the value ${rest.join(' ')}${values}. Correct it.` };
}
