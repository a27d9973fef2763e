import { type JsonObject, textMember } from '../../../foundation/json-value.ts';
import { type PackageFiles, resolvePackagePath } from '../files/package-files.ts';
import type { Place } from '../files/place.ts';
import { type NamedDocument, readDocument } from '../files/read-document.ts';
import { agentRules } from '../openapi/operation-rules.ts';
import { readApiDocument } from '../openapi/read-api-document.ts';

/** The API document of a runtime. */
export interface RuntimeApi {
  /** Undefined if it cannot be used. */
  readonly api: NamedDocument | undefined;
  /** One sentence for each reason why it cannot be used. */
  readonly faults: readonly string[];
  /** Whether it is not in the package, so that the whole package is refused. */
  readonly isMissing?: boolean;
}

/** @param place places in the `spec` of the runtime. @param plugin path of the plugin in the package. */
export type ReadRuntimeApi = (spec: JsonObject, place: Place, plugin: string) => Promise<RuntimeApi>;

/** Creates the function that reads the API document of a runtime of type "OpenApi"; each file is read once. */
export function createReadRuntimeApi(files: PackageFiles): ReadRuntimeApi {
  const read = new Map<string, Promise<RuntimeApi>>();
  return (spec, place, plugin) => {
    const inline = textMember(spec, 'api_description');
    const url = textMember(spec, 'url');
    if (inline !== undefined) {
      // JSON is YAML, but its own parser is faster.
      const path = `${place('api_description')}${/^\s*\{/.test(inline) ? '' : '.yaml'}`;
      return readApi(new Map([[path, Buffer.from(inline)]]), path, path);
    }
    if (url === undefined) {
      // The schema reports it.
      return Promise.resolve({ api: undefined, faults: [] });
    }
    if (URL.parse(url) !== null) {
      const text = 'this host does not fetch API documents. Put the document into the package, and write its path.';
      return Promise.resolve({ api: undefined, faults: [`${place('url')}: ${text}`] });
    }
    const path = resolvePackagePath(plugin, url);
    const known = read.get(path) ?? readApi(files, path, place('url'));
    read.set(path, known);
    return known;
  };
}

async function readApi(files: PackageFiles, path: string, namedAt: string): Promise<RuntimeApi> {
  const faults: string[] = [];
  const document = readDocument(files, { path, namedAt }, faults);
  const api = document && (await readApiDocument(document, agentRules, faults));
  return { api, faults, isMissing: !files.has(path) };
}
