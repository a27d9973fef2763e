import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import addFormats from 'ajv-formats';
import { type JsonObject, textMember, toObject } from '../../foundation/json-value.ts';
import { toMemberPath } from '../../teams-host/app-package/files/place.ts';
import type { NamedDocument } from '../../teams-host/app-package/files/read-document.ts';
import { readSchemaVersion } from '../../teams-host/app-package/manifest/read-schema-version.ts';
import type { PackageParts } from './package-parts.ts';

const schemaFile = 'MicrosoftTeams.ResponseRenderingTemplate.schema.json';

/**
 * Checks each rendering template against Microsoft's schema for its version. The schemas are part of
 * `@microsoft/app-manifest`; nothing is fetched.
 * @returns one sentence for each fault.
 */
export async function checkRenderingTemplates({ templates, manifest }: PackageParts): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const template of templates.values()) {
    faults.push(...(await checkTemplate(template)));
    const version = versionOf(template.document);
    const manifestVersion = textMember(manifest, 'manifestVersion');
    if (version !== undefined && version !== `v${manifestVersion}`) {
      faults.push(
        `${template.place('$schema')}: "$schema" has version ${version}, but the manifest has v${manifestVersion}. Make them agree.`,
      );
    }
  }
  return faults;
}

async function checkTemplate({ document, place }: NamedDocument): Promise<readonly string[]> {
  const version = versionOf(document);
  const schema = version === undefined ? undefined : await readSchema(version);
  if (schema === undefined) {
    return [`${place('$schema')}: "$schema" names no published version. Use the version of the manifest.`];
  }
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.addMetaSchema(draft06);
  ajv.validate(schema, document);
  return (ajv.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${place(...toMemberPath(instancePath))}: ${message} ${JSON.stringify(params)}. Correct it.`,
  );
}

function versionOf(template: JsonObject): string | undefined {
  return readSchemaVersion(textMember(template, '$schema') ?? '', schemaFile);
}

async function readSchema(version: string): Promise<JsonObject | undefined> {
  const file = `./json-schemas/teams/${version}/${schemaFile}`;
  try {
    return toObject(JSON.parse(await readFile(new URL(file, import.meta.resolve('@microsoft/app-manifest')), 'utf8')));
  } catch {
    return undefined;
  }
}
