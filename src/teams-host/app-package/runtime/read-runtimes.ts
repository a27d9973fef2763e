import { textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { MemberPath } from '../files/place.ts';
import type { NamedDocument } from '../files/read-document.ts';
import type { Authorization } from '../manifest/manifest.ts';
import { locateOperations } from '../openapi/find-operation.ts';
import type { ReadRuntimeApi, RuntimeApi } from './read-runtime-api.ts';

/** A runtime of a plugin, which calls its functions. */
export interface Runtime {
  readonly at: MemberPath;
  /** For example `OpenApi`. */
  readonly type: string;
  readonly authorization: Authorization;
  /** Names of functions, in which `*` stands for any text; undefined for all that the API document describes. */
  readonly functions: readonly string[] | undefined;
  /** For the type `OpenApi`. */
  readonly source: RuntimeApi;
}

/** @param readApi reads the API document of a runtime. */
export async function readRuntimes(plugin: NamedDocument, readApi: ReadRuntimeApi): Promise<readonly Runtime[]> {
  const runtimes: Runtime[] = [];
  for (const [index, value] of listMember(plugin.document, 'runtimes').entries()) {
    const runtime = toObject(value);
    const at = ['runtimes', index];
    const type = textMember(runtime, 'type') ?? '';
    const names = runtime.run_for_functions;
    runtimes.push({
      at,
      type,
      authorization: readAuthorization(runtime.auth),
      functions: Array.isArray(names) ? names.filter((name) => typeof name === 'string') : undefined,
      source:
        type === 'OpenApi'
          ? await readApi(toObject(runtime.spec), (...path) => plugin.place(...at, 'spec', ...path), plugin.path)
          : { api: undefined, faults: [] },
    });
  }
  return runtimes;
}

function readAuthorization(auth: unknown): Authorization {
  const registrationId = textMember(auth, 'reference_id') ?? '';
  switch (textMember(auth, 'type')) {
    case 'OAuthPluginVault':
      return { kind: 'oauth', registrationId };
    case 'ApiKeyPluginVault':
      return { kind: 'apiKey', registrationId };
    default:
      return { kind: 'none' };
  }
}

/** Finds the runtimes that run a function, of which there must be one. */
export function findRuntimes(runtimes: readonly Runtime[], name: string): readonly Runtime[] {
  const found = runtimes.filter(({ functions, source: { api } }) =>
    functions === undefined
      ? api !== undefined && locateOperations(api.document, name).length > 0
      : functions.some((pattern) => matches(pattern, name)),
  );
  // One that would run it if its API document described it says what is wrong with the document.
  return found.length > 0 ? found : runtimes.filter(({ functions }) => functions === undefined).slice(0, 1);
}

/** Compares part by part, because a regular expression can take exponential time. */
function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) {
    return pattern === name;
  }
  let position = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, position);
    if (found < 0) {
      return false;
    }
    position = found + part.length;
  }
  return name.startsWith(first) && name.endsWith(last) && position + last.length <= name.length;
}
