import { findNodeAtLocation, type Node, parseTree, visit } from 'jsonc-parser';
import { isJsonObject, type JsonObject } from '../../../foundation/json-value.ts';
import { JsonFault, parseJson } from '../../../local/parse-json.ts';
import { toPosition } from '../../../local/text-position.ts';
import { reviveExactNumbers } from './exact-number.ts';
import type { PackageFiles } from './package-files.ts';
import { type ParsedDocument, parseYaml, YamlFault } from './parse-yaml.ts';
import { createPlace, type MemberPath, type Place } from './place.ts';

export interface NamedDocument {
  /** Path in the package. */
  readonly path: string;
  /** Numbers that a double cannot hold are ExactNumber. */
  readonly document: JsonObject;
  readonly place: Place;
  /** One sentence for each name that an object of JSON has twice. */
  readonly repeated: readonly string[];
}

/** Where a document is named in the manifest, for example `manifest.json, line 3, column 5 (icons.color)`. */
export interface DocumentName {
  readonly path: string;
  readonly namedAt?: string;
}

const placeholder = /\$\{\{\s*[\w.-]+\s*\}\}/g;

/**
 * Parses a file of the package that contains an object: JSON, or YAML if its name ends in `.yaml` or `.yml`.
 * @param faults receives a sentence if the file cannot be used; the result is then undefined.
 */
export function readDocument(
  files: PackageFiles,
  { path, namedAt }: DocumentName,
  faults: string[],
): NamedDocument | undefined {
  const bytes = files.get(path);
  if (bytes === undefined) {
    faults.push(
      namedAt === undefined
        ? `${path} is not in the package. Add it.`
        : `${namedAt}: ${path} is not in the package. Add it, or correct its path.`,
    );
    return undefined;
  }
  const text = toText(bytes);
  if (text === undefined) {
    faults.push(`${path} is not UTF-8 text. Save it as UTF-8.`);
    return undefined;
  }
  const open = [...new Set(text.match(placeholder) ?? [])];
  if (open.length > 0) {
    const listed = open.map((name) => {
      const { line, column } = toPosition(text, text.indexOf(name));
      return `${name} (line ${line}, column ${column})`;
    });
    faults.push(
      `${path} still has the placeholder${open.length === 1 ? '' : 's'} ${listed.join(', ')}. Build the package with an environment that sets every one.`,
    );
    return undefined;
  }
  try {
    const { value, locate } = isYaml(path) ? parseYaml(text) : parseLocatedJson(text);
    if (isJsonObject(value)) {
      const repeated = isYaml(path) ? [] : findRepeatedNames(path, text);
      return { path, document: value, place: createPlace(path, locate), repeated };
    }
    faults.push(`${path} is not a ${isYaml(path) ? 'YAML' : 'JSON'} object. Write one.`);
  } catch (cause) {
    faults.push(`${path} ${explain(cause)}`);
  }
  return undefined;
}

function explain(cause: unknown): string {
  if (cause instanceof JsonFault || cause instanceof YamlFault) {
    return cause.message;
  }
  // The stack is exhausted.
  if (cause instanceof RangeError) {
    return 'is nested too deeply. Make it smaller.';
  }
  throw cause;
}

function toText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseLocatedJson(text: string): ParsedDocument {
  const value = parseJson(text, reviveExactNumbers);
  let tree: Node | undefined;
  return {
    value,
    locate(path: MemberPath) {
      try {
        tree ??= parseTree(text);
      } catch {
        // Too deep for the recursion of the parser.
      }
      const node = path.reduce<Node | undefined>(
        (owner, step) => owner && findNodeAtLocation(owner, [owner.type === 'array' ? Number(step) : String(step)]),
        tree,
      );
      return node && toPosition(text, node.offset);
    },
  };
}

/** Parsers of JSON accept them, and take the last. */
function findRepeatedNames(file: string, text: string): readonly string[] {
  const sentences: string[] = [];
  const names: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => {
      names.push(new Set());
    },
    onObjectProperty: (name, _offset, _length, line, column, owner) => {
      if (names.at(-1)?.has(name)) {
        const place = createPlace(file, () => ({ line: line + 1, column: column + 1 }));
        sentences.push(`${place(...owner(), name)}: the object has this name twice, and the last is used. Remove one.`);
      }
      names.at(-1)?.add(name);
    },
    onObjectEnd: () => {
      names.pop();
    },
  });
  return sentences;
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}
