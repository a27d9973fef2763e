/** What became of a document's placeholders. */
export interface FilledDocument {
  readonly document: unknown;
  /** Names without a value, each once, in the order they came up. */
  readonly unfilled: readonly string[];
  /** Texts with a `${{` that begins no placeholder, or property names that fall together once filled. */
  readonly malformed: readonly string[];
}

const placeholder = /\$\{\{ *([A-Za-z_][A-Za-z0-9_]*) *\}\}/g;
/** A suffix may be empty: it is what names of released apps go without. */
const mayBeEmpty = /_SUFFIX$/;

/**
 * Fills every `${{NAME}}` in the texts and property names of a JSON document. Works on the parsed document, so that a value
 * with quotes or backslashes stays one text; placeholders inside values are not filled again.
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
