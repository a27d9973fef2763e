import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import addFormats from 'ajv-formats';
import { type JsonObject, textMember, toObject } from '../../foundation/json-value.ts';
import type { PackageParts } from './package-parts.ts';

const schemaAddress = /\/json-schemas\/teams\/(v[\w.]+)\/MicrosoftTeams\.ResponseRenderingTemplate\.schema\.json$/;

/**
 * Checks each rendering template against Microsoft's schema for its version. The schemas are part of
 * `@microsoft/app-manifest`; nothing is fetched.
 * @returns one sentence for each fault.
 */
export async function checkRenderingTemplates({ templates, manifest }: PackageParts): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [path, template] of templates) {
    faults.push(...(await checkTemplate(path, template)));
    const version = versionOf(template);
    const manifestVersion = textMember(manifest, 'manifestVersion');
    if (version !== undefined && version !== `v${manifestVersion}`) {
      faults.push(
        `${path}: "$schema" has version ${version}, but the manifest has v${manifestVersion}. Make them agree.`,
      );
    }
  }
  return faults;
}

async function checkTemplate(path: string, template: JsonObject): Promise<readonly string[]> {
  const version = versionOf(template);
  const schema = version === undefined ? undefined : await readSchema(version);
  if (schema === undefined) {
    return [`${path}: "$schema" names no published version. Use the version of the manifest.`];
  }
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.addMetaSchema(draft06);
  ajv.validate(schema, template);
  return (ajv.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${path} at ${instancePath || '/'}: ${message} ${JSON.stringify(params)}. Correct it.`,
  );
}

function versionOf(template: JsonObject): string | undefined {
  return schemaAddress.exec(textMember(template, '$schema') ?? '')?.[1];
}

async function readSchema(version: string): Promise<JsonObject | undefined> {
  const file = `./json-schemas/teams/${version}/MicrosoftTeams.ResponseRenderingTemplate.schema.json`;
  try {
    return toObject(JSON.parse(await readFile(new URL(file, import.meta.resolve('@microsoft/app-manifest')), 'utf8')));
  } catch {
    return undefined;
  }
}
