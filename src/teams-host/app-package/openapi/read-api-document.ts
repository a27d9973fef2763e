import converter from 'swagger2openapi';
import { isDeeperThan, isJsonObject, type JsonObject, toObject } from '../../../foundation/json-value.ts';
import { ExactNumber } from '../files/exact-number.ts';
import type { MemberPath, Place } from '../files/place.ts';
import type { NamedDocument } from '../files/read-document.ts';
import { checkDocument } from './check-document.ts';
import type { OperationRules } from './operation-rules.ts';

/** Levels of nesting: more than real documents have, and too few to overflow the stack. */
const maximumDepth = 100;

/**
 * Prepares an OpenAPI document for the checks. Verifies that its version is one that the caller accepts and that it is
 * self-contained, and converts Swagger 2.0 to OpenAPI 3.0 as Microsoft's own parser does.
 * @param faults receives a sentence for each reason why the document cannot be used; the result is then undefined.
 */
export async function readApiDocument(
  api: NamedDocument,
  { caller }: Pick<OperationRules, 'caller'>,
  faults: string[],
): Promise<NamedDocument | undefined> {
  const { path, document } = api;
  const version = checkVersion(api, caller);
  const found = version.length > 0 ? version : checkStructure(api);
  if (found.length > 0) {
    faults.push(...found);
    return undefined;
  }
  try {
    return document.swagger === undefined
      ? api
      : {
          ...api,
          document: await converter.convertObj(copy(document), { direct: true }),
          place: toSwaggerPlace(api),
        };
  } catch (cause) {
    // The converter throws for anything it does not expect in a document.
    const reason =
      cause instanceof Error ? cause.message.replace(/^\(Patchable\) |\.$/g, '') : 'it cannot be converted';
    faults.push(`${path} is not a valid OpenAPI document: ${reason}. Correct it.`);
    return undefined;
  }
}

function checkVersion(
  { path, document: { swagger, openapi }, place }: NamedDocument,
  caller: OperationRules['caller'],
): readonly string[] {
  if (swagger === undefined && openapi === undefined) {
    return [`${path} is not an OpenAPI document; ${caller} accepts 3.0.x and 2.0 only. Write it in 3.0.3.`];
  }
  const [name, version, isAccepted] =
    swagger === undefined
      ? ['openapi', openapi, /^3\.0\.\d+$/.test(String(openapi))]
      : ['swagger', swagger, /^2(\.0)?$/.test(String(swagger))];
  if (isAccepted && typeof version === 'string' && version !== '2') {
    return [];
  }
  if (name === 'openapi' && Math.floor(Number(version)) === 3 && Number(version) < 3.1) {
    return [`${place(name)}: the version must be text with three numbers, such as "3.0.3". Correct it.`];
  }
  const text = isAccepted
    ? 'the version must be text. Write it in quotes.'
    : `the version is ${JSON.stringify(version)}; ${caller} accepts OpenAPI 3.0.x and Swagger 2.0 only. Write it in 3.0.3.`;
  return [`${place(name)}: ${text}`];
}

function checkStructure({ path, document, place }: NamedDocument): readonly string[] {
  if (isDeeperThan(maximumDepth, document)) {
    return [`${path} is nested too deeply. Make its schemas smaller.`];
  }
  const remote = findRemoteReferences(document, []).map(
    ({ at, reference }) =>
      `${place(...at)}: this refers to ${reference}, outside of the document. Copy its content into it.`,
  );
  return [...remote, ...checkDocument(document).map(({ at, text }) => `${place(...at)}: ${text}`)];
}

interface RemoteReference {
  /** Path of the reference. */
  readonly at: MemberPath;
  readonly reference: string;
}

function findRemoteReferences(node: unknown, at: MemberPath): readonly RemoteReference[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  return Object.entries(node).flatMap(([name, value]) => {
    if (name !== '$ref' || typeof value !== 'string') {
      return findRemoteReferences(value, [...at, Array.isArray(node) ? Number(name) : name]);
    }
    return value.startsWith('#') ? [] : [{ at: [...at, name], reference: JSON.stringify(value) }];
  });
}

/** The converted document has other members, so that places end at the operation. */
function toSwaggerPlace({ document, place }: NamedDocument): Place {
  return (...path) => {
    const [name] = path;
    if (name === 'servers') {
      return place(document.host === undefined ? 'host' : 'schemes');
    }
    return name === 'paths'
      ? place(...path.slice(0, 3))
      : place(...path.filter(() => Object.hasOwn(document, name ?? '')));
  };
}

/** The converter changes its argument. A structured clone would lose exact numbers. */
function copy(document: JsonObject): JsonObject {
  return toObject(copyValue(document));
}

function copyValue(node: unknown): unknown {
  if (Array.isArray(node)) {
    return node.map(copyValue);
  }
  return isJsonObject(node) && !(node instanceof ExactNumber)
    ? Object.fromEntries(Object.entries(node).map(([name, item]) => [name, copyValue(item)]))
    : node;
}
