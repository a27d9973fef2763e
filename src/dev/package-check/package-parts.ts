import { isJsonObject, type JsonObject, listMember, textMember } from '../../foundation/json-value.ts';
import type { PackageFiles } from '../../teams-host/app-package/package-files.ts';
import { readJsonFile } from '../../teams-host/app-package/read-json-file.ts';

/** An app package taken apart for the checks; nothing in it is checked yet. */
export interface PackageParts {
  readonly files: PackageFiles;
  readonly manifest: JsonObject;
  /** The first message extension; an empty object where there is none. */
  readonly extension: JsonObject;
  readonly commands: readonly JsonObject[];
  /** Path and content of the OpenAPI document; undefined where it cannot be read. */
  readonly api: { readonly path: string; readonly document: JsonObject } | undefined;
  /** Rendering templates by path in the package. */
  readonly templates: ReadonlyMap<string, JsonObject>;
  /** Answers of the API to try a template with, by the template's path. */
  readonly samples: ReadonlyMap<string, unknown>;
}

/** What the manifest names and cannot be read is left out: reading the package as Teams does says so. */
export function toPackageParts(files: PackageFiles, samples: ReadonlyMap<string, unknown>): PackageParts {
  const read = (path: string | undefined): JsonObject | undefined =>
    path === undefined ? undefined : readJsonFile(files, path, []);
  const manifest = read('manifest.json') ?? {};
  const first = listMember(manifest, 'composeExtensions')[0];
  const extension = isJsonObject(first) ? first : {};
  const commands = listMember(extension, 'commands').filter(isJsonObject);
  const apiPath = toPackagePath(textMember(extension, 'apiSpecificationFile'));
  const document = read(apiPath);
  const templates = commands.flatMap((command) => {
    const path = toPackagePath(textMember(command, 'apiResponseRenderingTemplateFile'));
    const template = read(path);
    return path === undefined || template === undefined ? [] : [[path, template] as const];
  });
  return {
    files,
    manifest,
    extension,
    commands,
    api: apiPath === undefined || document === undefined ? undefined : { path: apiPath, document },
    templates: new Map(templates),
    samples,
  };
}

/** Teams takes paths with and without `./` in front. */
export function toPackagePath<Path extends string | undefined>(path: Path): Path {
  return path?.replace(/^\.\//, '') as Path;
}
