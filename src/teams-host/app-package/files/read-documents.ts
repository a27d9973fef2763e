import { isJsonObject, type JsonObject, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { type PackageFiles, toPackagePath } from './package-files.ts';
import { readJsonFile } from './read-json-file.ts';

export interface NamedDocument {
  /** Path in the package. */
  readonly path: string;
  readonly document: JsonObject;
}

/** The manifest and the documents it names, each parsed once. Their content is not checked. */
export interface PackageDocuments {
  readonly manifest: JsonObject;
  /** The message extension, of which a manifest has at most one; an empty object if there is none. */
  readonly extension: JsonObject;
  /** Commands of the message extension. */
  readonly commands: readonly JsonObject[];
  /** The API document, if it can be read. */
  readonly api: NamedDocument | undefined;
  /** Rendering templates that can be read, by path in the package. */
  readonly templates: ReadonlyMap<string, JsonObject>;
}

/**
 * Parses the documents of a package.
 * @param faults receives a sentence for each document that cannot be read.
 * @returns undefined if the manifest cannot be read.
 */
export function readDocuments(files: PackageFiles, faults: string[]): PackageDocuments | undefined {
  const nested = [...files.keys()].find((path) => path.endsWith('/manifest.json'));
  if (!files.has('manifest.json') && nested !== undefined) {
    const folder = nested.slice(0, -'/manifest.json'.length);
    faults.push(`manifest.json is in the folder ${folder}. Pack the content of that folder, not the folder itself.`);
    return undefined;
  }
  const manifest = readJsonFile(files, 'manifest.json', faults);
  if (manifest === undefined) {
    return undefined;
  }
  const [first] = listMember(manifest, 'composeExtensions');
  const extension = toObject(first);
  const commands = listMember(extension, 'commands').filter(isJsonObject);
  const [api] = readNamed(files, [extension.apiSpecificationFile], faults);
  const templates = readNamed(
    files,
    commands.map((command) => command.apiResponseRenderingTemplateFile),
    faults,
  );
  return {
    manifest,
    extension,
    commands,
    api,
    templates: new Map(templates.map(({ path, document }) => [path, document])),
  };
}

/** @param names paths from the manifest; each file is read once. */
function readNamed(files: PackageFiles, names: readonly unknown[], faults: string[]): readonly NamedDocument[] {
  const paths = new Set(names.filter((name) => typeof name === 'string').map(toPackagePath));
  return [...paths].flatMap((path) => {
    const document = readJsonFile(files, path, faults);
    return document === undefined ? [] : [{ path, document }];
  });
}
