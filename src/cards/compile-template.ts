import { parseCondition, parseText, type Report, type UnresolvedExpression } from './template-expression.ts';
import { TemplateFault } from './template-fault.ts';
import { TemplateScope } from './template-scope.ts';

export type { UnresolvedExpression };

/** Binds a compiled template to one record. Gives a new object that shares nothing with the data or the template. */
export type CompiledTemplate = (data: object) => object;

export interface CompileOptions {
  /**
   * Told each time an expression has no value for the data at hand: the field is missing or null, or a function refuses
   * it. Here that prints nothing; Teams prints the expression itself, so that whoever judges a template wants to know.
   */
  readonly onUnresolved?: (unresolved: UnresolvedExpression) => void;
}

/**
 * Compiles an Adaptive Cards template once, for any number of expansions. Expressions are the engine's; the expansion of
 * what is around them is our own, as the engine's takes several times as long and fails on missing data.
 *
 * Where the engine prints `${field}` for a missing field, and throws for a null one, the compiled template prints nothing;
 * a repetition over a missing list repeats nothing; an object whose `$when` does not hold, and a null in the data, is left
 * out with its name. Expressions inside the data stay text. Does not check that the result is a card.
 *
 * @param template any JSON: a card, or a part of one.
 * @throws TemplateFault where an expression cannot be read or calls a function that is not there.
 * @see https://learn.microsoft.com/adaptive-cards/templating/language
 */
export function compileTemplate(template: object, options: CompileOptions = {}): CompiledTemplate {
  const expand = toExpand(template, '', options.onUnresolved ?? (() => undefined));
  return (data) => (expand(new TemplateScope(data)) ?? {}) as object;
}

/** Gives what a part of the template becomes; undefined where that is nothing. */
type Expand = (scope: TemplateScope) => unknown;

/** Names that say something about an object and are not part of it; the last one would, set, not be part of it either. */
const reserved: ReadonlySet<string> = new Set([
  '$data',
  '$when',
  '$root',
  '$index',
  '$host',
  '$_acTemplateVersion',
  '__proto__',
]);

function toExpand(node: unknown, pointer: string, report: Report): Expand {
  if (typeof node === 'string') {
    const evaluate = read(pointer, () => parseText(node, report));
    return evaluate === undefined ? () => node : (scope) => copy(evaluate(scope) ?? '');
  }
  if (Array.isArray(node)) {
    const items = node.map((item, index) => toExpand(item, `${pointer}/${index}`, report));
    // What an item becomes several of takes its place in the list, one by one.
    return (scope) => {
      const list: unknown[] = [];
      for (const item of items) {
        append(list, item(scope));
      }
      return list;
    };
  }
  if (typeof node === 'object' && node !== null) {
    return toExpandObject(node as Readonly<Record<string, unknown>>, pointer, report);
  }
  return () => node ?? undefined;
}

function toExpandObject(node: Readonly<Record<string, unknown>>, pointer: string, report: Report): Expand {
  const members = Object.entries(node)
    .filter(([name]) => !reserved.has(name))
    .map(([name, value]) => [name, toExpand(value, toPointer(pointer, name), report)] as const);
  const holds = toCondition(node.$when, toPointer(pointer, '$when'));
  const expandOne = (scope: TemplateScope): object | undefined => {
    if (!holds(scope)) {
      return undefined;
    }
    const object: Record<string, unknown> = {};
    for (const [name, expand] of members) {
      const value = expand(scope);
      if (value !== undefined) {
        object[name] = value;
      }
    }
    return object;
  };
  if (node.$data === undefined) {
    return expandOne;
  }
  const scopes = toScopes(node.$data, toPointer(pointer, '$data'), report);
  return (scope) => {
    const objects: object[] = [];
    for (const inner of scopes(scope)) {
      append(objects, expandOne(inner));
    }
    return objects.length > 1 ? objects : objects[0];
  };
}

function append(list: unknown[], value: unknown): void {
  if (Array.isArray(value)) {
    list.push(...value);
  } else if (value !== undefined) {
    list.push(value);
  }
}

/** A condition that is no expression never holds, unless it is empty. */
function toCondition(when: unknown, pointer: string): (scope: TemplateScope) => boolean {
  const condition = typeof when === 'string' ? read(pointer, () => parseCondition(when)) : undefined;
  return condition ?? (() => !when);
}

/** One scope for each record of a list, or the one of a single record. */
function toScopes(data: unknown, pointer: string, report: Report): (scope: TemplateScope) => readonly TemplateScope[] {
  const evaluate = typeof data === 'string' ? read(pointer, () => parseText(data, report)) : undefined;
  return (scope) => {
    const records = evaluate === undefined ? data : (evaluate(scope) ?? []);
    return Array.isArray(records)
      ? records.map((record, index) => new TemplateScope(scope.$root, record ?? null, index))
      : [new TemplateScope(scope.$root, records, scope.$index)];
  };
}

/** The engine's own errors name neither the expression nor its place. */
function read<Result>(pointer: string, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    throw new TemplateFault(pointer, error instanceof Error ? error.message : String(error), error);
  }
}

const toPointer = (pointer: string, name: string): string =>
  `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** A value of the data, without the members of objects that are null. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(copy);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== null && name !== '__proto__') {
      members[name] = copy(member);
    } else if (member !== null) {
      Object.defineProperty(members, name, {
        value: copy(member),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return members;
}
