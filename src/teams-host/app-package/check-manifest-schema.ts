import { AppManifestUtils } from '@microsoft/app-manifest';
import type { JsonObject } from '../../foundation/json-value.ts';

/** The part of a schema's address that may stand in it or not. */
const language = /^(https:\/\/developer\.microsoft\.com)\/[a-z]{2}-[a-z]{2}\//i;
const supported = /^1\.(1[0-79]|2\d|30|[0-9])$/;

/**
 * Checks a manifest against Microsoft's schema of its own version, whether it names it or not, from the copy in
 * `@microsoft/app-manifest`; nothing is fetched.
 * @returns one sentence for each fault.
 */
export async function checkManifestSchema(manifest: JsonObject): Promise<readonly string[]> {
  const version = manifest.manifestVersion;
  if (typeof version !== 'string' || !(supported.test(version) || version === 'devPreview')) {
    return [
      `manifest.json: "manifestVersion" is ${JSON.stringify(version)}. Write a published one, for example "1.28".`,
    ];
  }
  const folder = version === 'devPreview' ? 'vDevPreview' : `v${version}`;
  const $schema = `https://developer.microsoft.com/json-schemas/teams/${folder}/MicrosoftTeams.schema.json`;
  const named = manifest.$schema ?? $schema;
  if (typeof named !== 'string' || named.replace(language, '$1/') !== $schema) {
    return [`manifest.json: "$schema" does not belong to version ${version}. Write "${$schema}".`];
  }
  const schema = await AppManifestUtils.fetchSchema($schema);
  const errors = await AppManifestUtils.validateAgainstSchema({ ...manifest } as never, schema);
  return errors.map(toSentence);
}

/** From `/name/short must NOT have more than 30 characters. Details: {...}`. */
function toSentence(error: string): string {
  const [text = '', details = '{}'] = error.split('. Details: ');
  const [path = '', ...rest] = text.split(' ');
  return `manifest.json${path === '' ? '' : ` at ${path}`}: ${rest.join(' ')} ${toDetail(details)}`.trim();
}

function toDetail(details: string): string {
  const { additionalProperty, allowedValues } = JSON.parse(details) as {
    additionalProperty?: string;
    allowedValues?: readonly string[];
  };
  if (additionalProperty !== undefined) {
    return `("${additionalProperty}"). Remove or correct it.`;
  }
  return allowedValues === undefined ? '' : `(${allowedValues.join(', ')}).`;
}
