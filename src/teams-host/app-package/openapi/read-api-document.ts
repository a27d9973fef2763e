import converter from 'swagger2openapi';
import { isDeeperThan, isJsonObject, type JsonObject, textMember, toObject } from '../../../foundation/json-value.ts';
import { ExactNumber } from '../files/exact-number.ts';
import type { NamedDocument } from '../files/read-document.ts';

/** Levels of nesting: more than real documents have, and too few to overflow the stack. */
const maximumDepth = 100;

/**
 * Prepares an OpenAPI document for the checks. Verifies that its version is one that Teams accepts and that it is
 * self-contained, and converts Swagger 2.0 to OpenAPI 3.0 as Microsoft's own parser does.
 * @param faults receives a sentence for each reason why the document cannot be used; the result is then undefined.
 */
export async function readApiDocument(
  { path, document, place }: NamedDocument,
  faults: string[],
): Promise<NamedDocument | undefined> {
  const found = [...checkVersion(path, document), ...checkStructure(path, document)];
  if (found.length > 0) {
    faults.push(...found);
    return undefined;
  }
  try {
    return { path, document: await toOpenApi3(document), place };
  } catch (cause) {
    // The converter throws for anything it does not expect in a document.
    const reason =
      cause instanceof Error ? cause.message.replace(/^\(Patchable\) |\.$/g, '') : 'it cannot be converted';
    faults.push(`${path} is not a valid OpenAPI document: ${reason}. Correct it.`);
    return undefined;
  }
}

function checkVersion(path: string, document: JsonObject): readonly string[] {
  const version = textMember(document, 'openapi');
  if (document.swagger === '2.0' || /^3\.0\.\d+$/.test(version ?? '')) {
    return [];
  }
  const is = version === undefined ? 'not an OpenAPI document' : `OpenAPI ${version}`;
  return [`${path} is ${is}; Teams accepts 3.0.x and 2.0 only. Write it in 3.0.3.`];
}

function checkStructure(path: string, document: JsonObject): readonly string[] {
  return isDeeperThan(maximumDepth, document)
    ? [`${path} is nested too deeply. Make its schemas smaller.`]
    : findRemoteReferences(document).map(
        (reference) => `${path} refers to ${reference}, outside of itself. Copy the content of that reference into it.`,
      );
}

function findRemoteReferences(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  return Object.entries(node).flatMap(([name, value]) => {
    if (name !== '$ref' || typeof value !== 'string') {
      return findRemoteReferences(value);
    }
    return value.startsWith('#') ? [] : [JSON.stringify(value)];
  });
}

async function toOpenApi3(document: JsonObject): Promise<JsonObject> {
  return document.swagger === '2.0' ? converter.convertObj(copy(document), { direct: true }) : document;
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
