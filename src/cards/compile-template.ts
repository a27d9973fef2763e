import adaptiveExpressions, { type Expression } from 'adaptive-expressions';
import adaptiveCardsTemplating, { type Template } from 'adaptivecards-templating';
import { TemplateFault } from './template-fault.ts';

// Both packages are CommonJS, whose named exports Node cannot see.
const ael = adaptiveExpressions;
const { Template: AdaptiveCardTemplate } = adaptiveCardsTemplating;

/** Binds a compiled template to one record. Gives a new object that shares nothing with the data or the template. */
export type CompiledTemplate = (data: object) => object;

export interface CompileOptions {
  /**
   * Told each time an expression has no value for the data at hand: the field is missing or null, or a function refuses
   * it. Here that prints nothing; Teams prints the expression itself, so that whoever judges a template wants to know.
   */
  readonly onUnresolved?: (unresolved: UnresolvedExpression) => void;
}

export interface UnresolvedExpression {
  /** As the template has it, but for white space; without `${` and `}`. */
  readonly expression: string;
  /** Why a function refused; undefined where there simply is no value. */
  readonly reason: string | undefined;
}

/**
 * Compiles an Adaptive Cards template once, for any number of expansions.
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
  verifyExpressions(template, '');
  const compiled = new AdaptiveCardTemplate(template);
  forgive(compiled, options.onUnresolved ?? (() => undefined));
  return (data) => (withoutNulls(compiled.expand({ $root: data })) ?? {}) as object;
}

/** The engine's own errors name neither the expression nor its place. */
function verifyExpressions(node: unknown, pointer: string): void {
  if (typeof node === 'string') {
    try {
      const expression = AdaptiveCardTemplate.parseInterpolatedString(node);
      if (typeof expression !== 'string') {
        verifyFunctions(expression);
      }
    } catch (error) {
      throw new TemplateFault(pointer, error instanceof Error ? error.message : String(error), error);
    }
  } else if (typeof node === 'object' && node !== null) {
    for (const [name, value] of Object.entries(node)) {
      verifyExpressions(value, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    }
  }
}

/** The engine parses a call of an unknown function, and only refuses it when it comes to evaluating it. */
function verifyFunctions(expression: Expression): void {
  if (
    expression.type !== ael.ExpressionType.Constant &&
    !ael.ExpressionFunctions.standardFunctions.has(expression.type)
  ) {
    throw new Error(`Unknown function ${expression.type}`);
  }
  expression.children.forEach(verifyFunctions);
}

type Report = NonNullable<CompileOptions['onUnresolved']>;

/**
 * The engine has one hook for missing fields, global and unable to say "nothing"; so each expression of the prepared
 * template is wrapped. The field is private: the package's version is pinned, and tests hold what this makes of it.
 */
function forgive(compiled: Template, report: Report): void {
  const internals = compiled as unknown as { _preparedPayload: unknown };
  internals._preparedPayload = forgiving(internals._preparedPayload, '', report);
}

function forgiving(node: unknown, name: string, report: Report): unknown {
  if (node instanceof ael.Expression) {
    if (name === '$when') {
      return node;
    }
    if (node.type === ael.ExpressionType.Concat) {
      const parts = node.children.map((part) => orElse(part, '', report));
      return new ael.Expression(node.type, node.evaluator, ...parts);
    }
    return orElse(node, name === '$data' ? [] : '', report);
  }
  if (Array.isArray(node)) {
    return node.map((item) => forgiving(item, '', report));
  }
  if (typeof node === 'object' && node !== null) {
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, forgiving(value, key, report)]));
  }
  return node;
}

/** An expression that gives `substitute` where the inner one has no value. The engine takes an empty error for none. */
function orElse(inner: Expression, substitute: unknown, report: Report): Expression {
  const evaluator = new ael.ExpressionEvaluator('orElse', (_expression, memory) => {
    const { value, reason, isWhole } = evaluate(inner, memory);
    if (!isWhole) {
      report({ expression: inner.toString(), reason });
    }
    return { value: value ?? substitute, error: '' };
  });
  return new ael.Expression('orElse', evaluator, inner);
}

interface Evaluation {
  readonly value: unknown;
  readonly reason: string | undefined;
  /** Nothing in the expression was missing. */
  readonly isWhole: boolean;
}

/** The engine's own options would hand a function the text `${field}` for a missing field; these hand it nothing. */
function evaluate(expression: Expression, memory: Parameters<Expression['tryEvaluate']>[0]): Evaluation {
  let isMissing = false;
  const options = new ael.Options();
  options.nullSubstitution = () => {
    isMissing = true;
    return undefined;
  };
  try {
    const { value, error } = expression.tryEvaluate(memory, options);
    return error
      ? { value: undefined, reason: error, isWhole: false }
      : { value, reason: undefined, isWhole: !isMissing && value !== undefined && value !== null };
  } catch (error) {
    return { value: undefined, reason: error instanceof Error ? error.message : String(error), isWhole: false };
  }
}

function withoutNulls(node: unknown): unknown {
  if (Array.isArray(node)) {
    return node.map(withoutNulls);
  }
  if (typeof node === 'object' && node !== null) {
    return Object.fromEntries(
      Object.entries(node).flatMap(([name, value]) => (value === null ? [] : [[name, withoutNulls(value)]])),
    );
  }
  return node;
}
