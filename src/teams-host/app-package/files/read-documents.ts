import { type JsonObject, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { toPlainNumbers } from './exact-number.ts';
import { type PackageFiles, toPackagePath } from './package-files.ts';
import type { MemberPath, Place } from './place.ts';
import { type NamedDocument, readDocument } from './read-document.ts';

/** The manifest and the documents it names, each parsed once. Their content is not checked. */
export interface PackageDocuments {
  readonly manifest: JsonObject;
  /** Places in the manifest. */
  readonly place: Place;
  /** The message extension, of which a manifest has at most one; an empty object if there is none. */
  readonly extension: JsonObject;
  /** Commands of the message extension; an empty object for one that is not an object. */
  readonly commands: readonly JsonObject[];
  /** The API document, if it can be read. */
  readonly api: NamedDocument | undefined;
  /** Rendering templates that can be read, by path in the package. */
  readonly templates: ReadonlyMap<string, NamedDocument>;
  /** One sentence for each name that an object of any of them has twice. */
  readonly repeated: readonly string[];
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
  const parsed = readDocument(files, { path: 'manifest.json' }, faults);
  if (parsed === undefined) {
    return undefined;
  }
  const { place } = parsed;
  const manifest = toPlainNumbers(parsed.document);
  const [first] = listMember(manifest, 'composeExtensions');
  const extension = toObject(first);
  const listed = listMember(extension, 'commands');
  const [api] = readNamed(
    files,
    [{ name: extension.apiSpecificationFile, at: [...atExtension, 'apiSpecificationFile'] }],
    place,
    faults,
  );
  const templates = readNamed(
    files,
    listed.map((command, index) => ({
      name: toObject(command).apiResponseRenderingTemplateFile,
      at: [...atExtension, 'commands', index, 'apiResponseRenderingTemplateFile'],
    })),
    place,
    faults,
  );
  return {
    manifest,
    place,
    extension,
    commands: listed.map(toObject),
    api,
    repeated: [parsed, ...(api === undefined ? [] : [api]), ...templates].flatMap(({ repeated }) => repeated),
    templates: new Map(
      templates.map((template) => [template.path, { ...template, document: toPlainNumbers(template.document) }]),
    ),
  };
}

const atExtension = ['composeExtensions', 0] as const;

interface NamedFile {
  readonly name: unknown;
  /** Where the manifest names it. */
  readonly at: MemberPath;
}

/** Reads each file once, even if the manifest names it several times. */
function readNamed(
  files: PackageFiles,
  named: readonly NamedFile[],
  place: Place,
  faults: string[],
): readonly NamedDocument[] {
  const seen = new Set<string>();
  return named.flatMap(({ name, at }) => {
    // The schema reports values of other types.
    if (typeof name !== 'string') {
      return [];
    }
    const path = toPackagePath(name);
    if (path.trim() === '') {
      faults.push(`${place(...at)}: the path is empty. Write the path of a file in the package.`);
    }
    if (path.trim() === '' || seen.has(path)) {
      return [];
    }
    seen.add(path);
    const document = readDocument(files, { path, namedAt: place(...at) }, faults);
    return document === undefined ? [] : [document];
  });
}
