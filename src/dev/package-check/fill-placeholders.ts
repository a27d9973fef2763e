/** A document with filled placeholders, and the placeholders that could not be filled. */
export interface FilledDocument {
  readonly document: unknown;
  /** Names without a value, each once, in the order of the document. */
  readonly unfilled: readonly string[];
  /** Texts with a malformed placeholder, and property names that are equal once filled. */
  readonly malformed: readonly string[];
}

const placeholder = /\$\{\{ *([A-Za-z_][A-Za-z0-9_]*) *\}\}/g;
/** Suffixes may be empty, because the names of released apps have none. */
const mayBeEmpty = /_SUFFIX$/;

/**
 * Fills every `${{NAME}}` in the strings and property names of a parsed JSON document. Values need no escaping, and
 * placeholders inside values are not filled.
 */
export function fillPlaceholders(document: unknown, values: Readonly<Record<string, string>>): FilledDocument {
  const unfilled = new Set<string>();
  const malformed = new Set<string>();

  const fillText = (text: string): string => {
    if (text.replaceAll(placeholder, '').includes('${{')) {
      malformed.add(text);
    }
    return text.replaceAll(placeholder, (written, name: string) => {
      const value = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
      if (value === '' && !(Object.hasOwn(values, name) && mayBeEmpty.test(name))) {
        unfilled.add(name);
        return written;
      }
      return value;
    });
  };
  const fill = (node: unknown): unknown => {
    if (typeof node === 'string') {
      return fillText(node);
    }
    if (Array.isArray(node)) {
      return node.map(fill);
    }
    return typeof node === 'object' && node !== null ? fillObject(node) : node;
  };
  const fillObject = (node: object): object => {
    const entries = Object.entries(node).map(([name, value]) => [fillText(name), fill(value)] as const);
    const names = new Set(entries.map(([name]) => name));
    if (names.size < entries.length) {
      malformed.add(Object.keys(node).join(', '));
    }
    return Object.fromEntries(entries);
  };

  return { document: fill(document), unfilled: [...unfilled], malformed: [...malformed] };
}
