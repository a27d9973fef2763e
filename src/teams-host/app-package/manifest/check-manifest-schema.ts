import { AppManifestUtils } from '@microsoft/app-manifest';
import { type JsonObject, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';

/** The optional language in the URL of a schema. */
const language = /^(https:\/\/developer\.microsoft\.com)\/[a-z]{2}-[a-z]{2}\//i;
const supported = /^1\.(1[0-79]|2\d|30|[0-9])$/;

/**
 * Checks a manifest against Microsoft's schema for its version, even if it has no `$schema`. The schema is part of
 * `@microsoft/app-manifest`; nothing is fetched.
 * @returns one sentence for each fault.
 */
export async function checkManifestSchema(manifest: JsonObject): Promise<readonly string[]> {
  const version = manifest.manifestVersion;
  if (typeof version !== 'string' || !(supported.test(version) || version === 'devPreview')) {
    return [
      `manifest.json: "manifestVersion" is ${JSON.stringify(version)}. Write a published version, for example "1.28".`,
    ];
  }
  const folder = version === 'devPreview' ? 'vDevPreview' : `v${version}`;
  const $schema = `https://developer.microsoft.com/json-schemas/teams/${folder}/MicrosoftTeams.schema.json`;
  const named = manifest.$schema ?? $schema;
  if (typeof named !== 'string' || named.replace(language, '$1/') !== $schema) {
    return [`manifest.json: "$schema" does not belong to version ${version}. Write "${$schema}".`];
  }
  const schema = await AppManifestUtils.fetchSchema($schema);
  // The parameter is typed as a valid manifest, although the call is what validates it.
  const errors = await AppManifestUtils.validateAgainstSchema({ ...manifest } as never, schema);
  return errors.map(toSentence);
}

/** @param error for example `/name/short must NOT have more than 30 characters. Details: {...}` */
function toSentence(error: string): string {
  const [text = '', details = '{}'] = error.split('. Details: ');
  const [path = '', ...rest] = text.split(' ');
  return `manifest.json${path === '' ? '' : ` at ${path}`}: ${rest.join(' ')} ${toDetail(JSON.parse(details))}`.trim();
}

function toDetail(details: unknown): string {
  const additional = textMember(details, 'additionalProperty');
  if (additional !== undefined) {
    return `("${additional}"). Remove or correct it.`;
  }
  const allowed = listMember(details, 'allowedValues');
  return allowed.length === 0 ? '' : `(${allowed.join(', ')}).`;
}
