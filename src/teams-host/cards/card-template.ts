import adaptiveExpressions, { type Expression } from 'adaptive-expressions';
import adaptiveCardsTemplating from 'adaptivecards-templating';

// Both packages are CommonJS modules whose named exports Node.js does not detect.
const { ExpressionFunctions, ExpressionType } = adaptiveExpressions;
const { GlobalSettings, Template } = adaptiveCardsTemplating;

export interface Expansion {
  readonly expanded: unknown;
  /** Expressions without a value, which are printed as they stand: as in the template, without `${` and `}`. */
  readonly unresolved: readonly string[];
  /** Expressions whose value is null, for which nothing is shown. */
  readonly empty: readonly string[];
}

/** @throws RenderingFault if the template cannot be expanded with this data. */
export type ExpandTemplate = (data: unknown) => Expansion;

/** A card template that cannot be parsed; the message names the place and the reason. */
export class TemplateFault extends Error {
  /** Place in the template as a JSON Pointer (RFC 6901); empty for the whole template. */
  readonly pointer: string;
  /** Without a period. */
  readonly reason: string;

  constructor(pointer: string, cause: unknown) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '');
    super(`The expression at ${pointer === '' ? 'the root' : pointer} cannot be parsed: ${reason}.`, { cause });
    this.name = 'TemplateFault';
    this.pointer = pointer;
    this.reason = reason;
  }
}

/** A template that cannot be expanded with some data; the message is a sentence. */
export class RenderingFault extends Error {}

/**
 * Parses an Adaptive Cards template, which can then be expanded any number of times. The official engine expands it as
 * Teams does: a missing field is printed as `${field}`, and an object whose `$when` is false becomes null or is omitted
 * from its list. Also reports the expressions that have no value. Does not check that the result is a card.
 *
 * @param template any JSON: a card or a part of one.
 * @throws TemplateFault for an expression that cannot be parsed or calls an unknown function.
 * @see https://learn.microsoft.com/adaptive-cards/templating/language
 */
export function parseCardTemplate(template: object): ExpandTemplate {
  const expressions = parseExpressions(template, '');
  const engine = new Template(template);

  return (data) => {
    const { expanded, missing, fault } = expand(engine, data);
    if (fault !== undefined) {
      throw toRenderingFault(fault, missing, expand(engine, data, withoutNulls).missing);
    }
    const unresolved = new Set(missing);
    // The engine does not say which expression is null, but it prints expressions without a value.
    const empty = hasNull(expanded)
      ? [withoutNulls, withPaths].flatMap((prepare) => findPrinted(expanded, expand(engine, data, prepare).expanded))
      : [];
    const json = JSON.stringify(expanded);
    for (const { expression, printed } of expressions) {
      if (json.includes(printed)) {
        unresolved.add(expression);
      }
    }
    return { expanded, unresolved: [...unresolved], empty: [...new Set(empty)] };
  };
}

interface Attempt {
  readonly expanded?: unknown;
  readonly missing: readonly string[];
  readonly fault?: Error;
}

/** The hook of the engine is global, so it is set only during one expansion, which is synchronous. */
function expand(engine: InstanceType<typeof Template>, data: unknown, prepare = (value: unknown) => value): Attempt {
  const missing: string[] = [];
  GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => {
    missing.push(path);
    return undefined;
  };
  try {
    return { expanded: engine.expand({ $root: prepare(data) }), missing };
  } catch (cause) {
    return { missing, fault: cause instanceof Error ? cause : new Error(String(cause)) };
  } finally {
    delete GlobalSettings.getUndefinedFieldValueSubstitutionString;
  }
}

function toRenderingFault(fault: Error, missing: readonly string[], nulls: readonly string[]): RenderingFault {
  const name = (words: string, expressions: readonly string[]): readonly string[] =>
    expressions.length === 0 ? [] : [`a result has ${words} ${Array.from(new Set(expressions), toPrinted).join(', ')}`];
  const others = nulls.filter((expression) => !missing.includes(expression));
  const reasons = [...name('no value for', missing), ...name('null for', others)].join(', ');
  const why = `The template cannot be filled: ${fault.message.slice(0, 200)}`;
  return new RenderingFault(reasons === '' ? why : `${why} (${reasons})`, { cause: fault });
}

/** Returns the expressions that `printed` has where `expanded` has null. */
function findPrinted(expanded: unknown, printed: unknown): readonly string[] {
  if (expanded === null) {
    const [, expression] = typeof printed === 'string' ? (/^\$\{(.*)\}$/s.exec(printed) ?? []) : [];
    return expression === undefined ? [] : [expression];
  }
  return typeof expanded === 'object' && typeof printed === 'object' && printed !== null
    ? Object.entries(expanded ?? {}).flatMap(([name, value]) =>
        findPrinted(value, Object.entries(printed).find(([other]) => other === name)?.[1]),
      )
    : [];
}

interface PrintedExpression {
  readonly expression: string;
  /** What the engine prints, JSON-encoded, if the expression has no value. */
  readonly printed: string;
}

const toPrinted = (expression: string): string => `\${${expression}}`;

/**
 * Returns the function calls inside longer texts. If such a call fails, the engine prints it and reports nothing;
 * anywhere else it throws.
 */
function parseExpressions(node: unknown, pointer: string): readonly PrintedExpression[] {
  if (typeof node === 'string') {
    return parseText(node, pointer)
      .filter(({ type }) => type !== ExpressionType.Constant && type !== ExpressionType.Accessor)
      .map(String)
      .map((expression) => ({ expression, printed: JSON.stringify(toPrinted(expression)).slice(1, -1) }));
  }
  return typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([name, value]) => parseExpressions(value, `${pointer}/${toToken(name)}`))
    : [];
}

/** Finds the expressions of a template that cannot be parsed, as `parseCardTemplate` finds the first. */
export function findTemplateFaults(node: unknown, pointer = ''): readonly TemplateFault[] {
  if (typeof node === 'object' && node !== null) {
    return Object.entries(node).flatMap(([name, value]) => findTemplateFaults(value, `${pointer}/${toToken(name)}`));
  }
  try {
    parseExpressions(node, pointer);
    return [];
  } catch (cause) {
    if (cause instanceof TemplateFault) {
      return [cause];
    }
    throw cause;
  }
}

function parseText(text: string, pointer: string): readonly Expression[] {
  try {
    const expression = Template.parseInterpolatedString(text);
    if (typeof expression === 'string') {
      return [];
    }
    verifyFunctions(expression);
    return expression.type === ExpressionType.Concat ? expression.children : [];
  } catch (cause) {
    // The engine's error has neither the expression nor its place.
    throw new TemplateFault(pointer, cause);
  }
}

/** The engine parses a call of an unknown function and fails only when it evaluates the call. */
function verifyFunctions({ type, children }: Expression): void {
  if (type !== ExpressionType.Constant && !ExpressionFunctions.standardFunctions.has(type)) {
    throw new Error(`Unknown function ${type}`);
  }
  children.forEach(verifyFunctions);
}

/** Escapes a name for a JSON Pointer. */
const toToken = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function hasNull(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.values(value).some(hasNull));
}

/** Returns a copy without null members of objects. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, withoutNulls(member)]])),
      )
    : value;
}

/** Returns a copy in which each null in a list is text that the engine would print for the path to it. */
function withPaths(value: unknown, path = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((entry, index) => {
      const place = `${path}[${index}]`;
      return entry === null ? toPrinted(place) : withPaths(entry, place);
    });
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          name,
          withPaths(member, path === '' ? name : `${path}.${name}`),
        ]),
      )
    : value;
}
