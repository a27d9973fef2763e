/** A number as it is written, because a double may not hold it. */
export class ExactNumber {
  /** A number in the syntax of JSON. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  /** The nearest double, for tools that know no other numbers. */
  toJSON(): number {
    return Number(this.text);
  }
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** Every decimal number with so many digits survives the conversion to a double and back. */
const safeDigits = 15;

/** @param source the number as it is written. @returns `value`, or an ExactNumber if `value` has lost digits. */
export function toExactNumber(value: number, source: string): number | ExactNumber {
  const digits = (source.split(/e/i)[0] ?? '').replace(/[^\d]/g, '').replace(/^0+/, '');
  const isExact = digits.length <= safeDigits || String(value) === source;
  return (isExact && Number.isFinite(value)) || !jsonNumber.test(source) ? value : new ExactNumber(source);
}

/** For `parseJson`: numbers that a double cannot hold become ExactNumber. */
export function reviveExactNumbers(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? toExactNumber(value, context?.source ?? '') : value;
}

/** Returns a copy in which every ExactNumber is the nearest double. */
export function toPlainNumbers<Value>(value: Value): Value {
  // A document of JSON is again one of the same shape.
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** Serializes a value to JSON, with every ExactNumber as it is written. */
export function toExactJson(value: unknown): string {
  if (value instanceof ExactNumber) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return `[${value.map(toExactJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}:${toExactJson(item)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
