import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { Position } from '../../../local/text-position.ts';
import { toExactNumber } from './exact-number.ts';

/** Thrown for text that cannot be used as YAML. Its message follows the name of the file. */
export class YamlFault extends Error {}

/** A parsed document. */
export interface ParsedDocument {
  /** A tree of JSON values. */
  readonly value: unknown;
  /** Finds the place of a member; undefined if there is none. */
  locate(steps: readonly (string | number)[]): Position | undefined;
}

/** Limits of what aliases expand to. */
const maximumValues = 500_000;
const maximumDepth = 1000;
/** The tags of JSON values. Microsoft's parser knows no others. */
const jsonTags = /^tag:yaml\.org,2002:(str|int|float|bool|null|seq|map)$/;

/**
 * Parses YAML as strictly as Microsoft's parser. Numbers that a double cannot hold become ExactNumber.
 * @throws YamlFault with the line and column of the first fault.
 */
export function parseYaml(text: string): ParsedDocument {
  const lines = new LineCounter();
  const toPosition = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  // Several documents are a fault only if the log level is not silent; nothing is logged.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const [first] = [...document.errors, ...document.warnings];
  const fault = first === undefined ? checkNodes(document) : toFault(first, document);
  if (fault !== undefined) {
    const { line, column } = toPosition(fault.offset);
    throw new YamlFault(`is not valid YAML at line ${line}, column ${column}: ${fault.reason}`);
  }
  return {
    value: toTree(document.toJS({ maxAliasCount: -1 })),
    locate(steps) {
      const found = steps.reduce<unknown>((node, step) => enter(document, node, step), document.contents);
      const offset = isNode(found) ? found.range?.[0] : undefined;
      return offset === undefined ? undefined : toPosition(offset);
    },
  };
}

interface Fault {
  readonly offset: number;
  readonly reason: string;
}

const reasons: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: 'the same name appears twice. Remove one.',
  MULTIPLE_DOCS: 'a second document begins here. Keep one.',
  TAG_RESOLVE_FAILED: 'this tag is unknown. Remove it.',
};

function toFault({ code, message, pos }: YAMLError, document: Document.Parsed): Fault {
  const [offset] = pos;
  return {
    offset: code === 'MISSING_CHAR' ? (findOpenQuote(document, offset) ?? offset) : offset,
    reason: reasons[code] ?? `${explain(message)}.`,
  };
}

function explain(message: string): string {
  return message.includes('call stack')
    ? 'the value is nested too deeply'
    : message.replace(/^Missing closing (['"])quote$/, 'the closing $1 is missing');
}

/** A missing quote is noticed at the end of the file, far from where it begins. */
function findOpenQuote(document: Document.Parsed, end: number): number | undefined {
  let found: number | undefined;
  visit(document, {
    Scalar(_key, { type, range }) {
      if (type?.startsWith('QUOTE') && range && range[0] < end && end <= range[2]) {
        found = range[0];
      }
    },
  });
  return found;
}

/** Finds the first unknown tag or alias, or names that are equal in JSON, and replaces numbers that have lost digits. */
function checkNodes(document: Document.Parsed): Fault | undefined {
  const anchors = new Set<string>();
  let fault: Fault | undefined;
  visit(document, {
    Node(key, node) {
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node)) {
        if (!anchors.has(node.source)) {
          fault = { offset, reason: `there is no anchor "${node.source}" before it. Correct the name.` };
        }
        return fault === undefined ? undefined : visit.BREAK;
      }
      if (node.tag !== undefined && !jsonTags.test(node.tag)) {
        fault = { offset, reason: `the tag ${node.tag} is not one of JSON. Remove it.` };
        return visit.BREAK;
      }
      if ('anchor' in node && node.anchor !== undefined) {
        anchors.add(node.anchor);
      }
      const repeated = isMap(node) ? findRepeatedKey(node) : undefined;
      if (repeated !== undefined) {
        fault = { offset: repeated.range?.[0] ?? offset, reason: reasons.DUPLICATE_KEY ?? '' };
        return visit.BREAK;
      }
      if (isScalar(node) && key === 'key' && node.value === '<<' && node.type === 'PLAIN') {
        fault = { offset, reason: 'merge keys ("<<") are not part of YAML 1.2. Write the members themselves.' };
        return visit.BREAK;
      }
      if (isScalar(node) && typeof node.value === 'number') {
        node.value = toExactNumber(node.value, node.source ?? '');
      }
      return undefined;
    },
  });
  return fault;
}

/** Returns a member of a node. The names of members are text in JSON, also where YAML has numbers. */
function enter(document: Document.Parsed, owner: unknown, step: string | number): unknown {
  const node = isAlias(owner) ? owner.resolve(document) : owner;
  if (isSeq(node)) {
    return node.items[Number(step)];
  }
  return isMap(node) ? node.items.find(({ key }) => toName(key) === String(step))?.value : undefined;
}

/** Finds a key with the name of an earlier one: YAML tells numbers from texts, JSON does not. */
function findRepeatedKey({ items }: YAMLMap): Node | undefined {
  const names = new Set<string>();
  for (const { key } of items) {
    const name = toName(key);
    if (names.has(name)) {
      return isNode(key) ? key : undefined;
    }
    names.add(name);
  }
  return undefined;
}

/** The name that a key of YAML has in JSON. */
function toName(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

/** Copies a value whose aliases refer to the same object, so that each has its own. */
function toTree(root: unknown): unknown {
  let values = 0;
  const copy = (node: unknown, trail: readonly unknown[]): unknown => {
    values += 1;
    if (values > maximumValues) {
      throw new YamlFault(`expands to more than ${maximumValues} values through its aliases. Use fewer aliases.`);
    }
    if (typeof node !== 'object' || node === null || !(Array.isArray(node) || isPlain(node))) {
      return node;
    }
    if (trail.includes(node)) {
      throw new YamlFault('has an alias inside the value it refers to. Remove the cycle.');
    }
    if (trail.length > maximumDepth) {
      throw new YamlFault(`is nested more than ${maximumDepth} levels deep. Make its schemas smaller.`);
    }
    const inside = [...trail, node];
    return Array.isArray(node)
      ? node.map((item) => copy(item, inside))
      : Object.fromEntries(Object.entries(node).map(([name, item]) => [name, copy(item, inside)]));
  };
  return copy(root, []);
}

function isPlain(node: object): boolean {
  return Object.getPrototypeOf(node) === Object.prototype;
}
