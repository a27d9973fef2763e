import adaptiveExpressions, { type MemoryInterface } from 'adaptive-expressions';

// A CommonJS package, whose named exports Node cannot see.
const { SimpleObjectMemory } = adaptiveExpressions;

/** What the expressions of a template see: the record at hand, the whole of the data, and the place in a repetition. */
export class TemplateScope implements MemoryInterface {
  readonly $root: unknown;
  readonly $data: unknown;
  readonly $index: number | undefined;
  #fields: ReadonlyMap<string, unknown> | undefined;

  constructor(root: unknown, data: unknown = root, index?: number) {
    this.$root = root;
    this.$data = data;
    this.$index = index;
  }

  /** As the engine finds it. */
  getValue(path: string): unknown {
    return new SimpleObjectMemory(this).getValue(path.startsWith('$') ? path : `$data.${path}`);
  }

  setValue(): void {
    throw new Error('Templates do not change data.');
  }

  version(): string {
    return '0';
  }

  /**
   * A field of the record at hand, as `getValue` finds it and many times faster: the first one of that name, whatever its
   * case. Undefined where there is none, or the record is no plain object.
   * @param name in lower case.
   */
  field(name: string): unknown {
    this.#fields ??= toFields(this.$data);
    return this.#fields.get(name);
  }
}

function toFields(data: unknown): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  if (isPlainObject(data)) {
    for (const name of Object.keys(data)) {
      const key = toLowerCase(name);
      if (!fields.has(key)) {
        fields.set(key, data[name]);
      }
    }
  }
  return fields;
}

/** Records have the same few names again and again; to look one up costs less than to make it. */
const lowerCase = new Map<string, string>();
const maximumNames = 1000;

function toLowerCase(name: string): string {
  let key = lowerCase.get(name);
  if (key === undefined) {
    if (lowerCase.size >= maximumNames) {
      lowerCase.clear();
    }
    key = name.toLowerCase();
    lowerCase.set(name, key);
  }
  return key;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}
