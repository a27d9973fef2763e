import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { type PackageFiles, toPackagePath } from '../files/package-files.ts';
import type { MemberPath, Place } from '../files/place.ts';
import { readDocument } from '../files/read-document.ts';
import { readSchemaVersion } from './read-schema-version.ts';

export interface OtherFile {
  /** Path in the package. */
  readonly path: string;
  /** Where the manifest names it. */
  readonly at: MemberPath;
}

/** Lists the files that a manifest names besides icons, the API document and rendering templates. */
export function listOtherFiles(manifest: JsonObject): readonly OtherFile[] {
  const inList = (owner: string, list: string, name: string) =>
    listMember(member(manifest, owner), list).map((item, index) => [item, name, [owner, list, index, name]] as const);
  const named: readonly (readonly [unknown, string, MemberPath])[] = [
    [manifest.localizationInfo, 'defaultLanguageFile', ['localizationInfo', 'defaultLanguageFile']],
    ...inList('localizationInfo', 'additionalLanguages', 'file'),
    ...inList('copilotAgents', 'declarativeAgents', 'file'),
    ...inList('activities', 'activityIcons', 'iconFile'),
  ];
  return named.flatMap(([owner, name, at]) => {
    const path = textMember(owner, name);
    return path === undefined ? [] : [{ path: toPackagePath(path), at }];
  });
}

/**
 * Checks that these files are in the package, and that translations name the schema of the manifest's version.
 * @returns one sentence for each fault.
 */
export function checkOtherFiles(manifest: JsonObject, place: Place, files: PackageFiles): readonly string[] {
  return listOtherFiles(manifest).flatMap(({ path, at }) => {
    if (!files.has(path)) {
      const is = path === '' ? 'the path is empty' : `${JSON.stringify(path)} is not in the package`;
      return [`${place(...at)}: ${is}. Add the file, or correct its path.`];
    }
    return at[0] === 'localizationInfo' ? checkTranslation(manifest, path, files) : [];
  });
}

const schemaFile = 'MicrosoftTeams.Localization.schema.json';

function checkTranslation({ manifestVersion }: JsonObject, path: string, files: PackageFiles): readonly string[] {
  const faults: string[] = [];
  const translation = readDocument(files, { path }, faults);
  if (translation === undefined) {
    return faults;
  }
  const folder = manifestVersion === 'devPreview' ? 'vDevPreview' : `v${manifestVersion}`;
  const remedy = `Write "https://developer.microsoft.com/json-schemas/teams/${folder}/${schemaFile}".`;
  const address = textMember(translation.document, '$schema');
  const version = readSchemaVersion(address ?? '', schemaFile);
  if (version === folder || version === 'any') {
    return [];
  }
  const is = address === undefined ? 'is missing' : `does not belong to version ${manifestVersion}`;
  return [`${translation.place('$schema')}: "$schema" ${is}. ${remedy}`];
}
