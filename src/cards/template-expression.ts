import adaptiveExpressions, { type Expression } from 'adaptive-expressions';
import adaptiveCardsTemplating from 'adaptivecards-templating';
import type { TemplateScope } from './template-scope.ts';

// Both packages are CommonJS, whose named exports Node cannot see.
const ael = adaptiveExpressions;
const { Template } = adaptiveCardsTemplating;

export interface UnresolvedExpression {
  /** As the template has it, but for white space; without `${` and `}`. */
  readonly expression: string;
  /** Why a function refused; undefined where there simply is no value. */
  readonly reason: string | undefined;
}

export type Report = (unresolved: UnresolvedExpression) => void;

/** Gives the value of an expression in a scope; undefined where there is none. */
export type Evaluate = (scope: TemplateScope) => unknown;

/**
 * Reads the expressions in a text of a template. A text that is one expression gives its value, whatever its type; several,
 * or one among other text, give text in which nothing is printed for what has no value.
 * @param report told of each expression that has no value.
 * @returns undefined where the text holds no expression.
 * @throws Error where one cannot be read, or calls a function that is not there.
 */
export function parseText(text: string, report: Report): Evaluate | undefined {
  const expression = parse(text);
  if (expression === undefined) {
    return undefined;
  }
  if (expression.type !== ael.ExpressionType.Concat) {
    return toEvaluate(expression, report);
  }
  const parts = expression.children.map((part) => toEvaluate(part, report));
  return (scope) => parts.map((part) => (part(scope) ?? '').toString()).join('');
}

/**
 * Reads a condition, as the engine does: it holds where it is true and nothing else.
 * @returns undefined where the text is no expression.
 * @throws Error as `parseText`.
 */
export function parseCondition(text: string): ((scope: TemplateScope) => boolean) | undefined {
  const expression = parse(text);
  if (expression === undefined) {
    return undefined;
  }
  const field = toFieldName(expression);
  return (scope) => {
    const value = field === undefined ? undefined : scope.field(field);
    return (value ?? expression.tryEvaluate(scope).value) === true;
  };
}

function parse(text: string): Expression | undefined {
  const expression = Template.parseInterpolatedString(text);
  if (typeof expression === 'string') {
    return undefined;
  }
  verifyFunctions(expression);
  return expression;
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

function toEvaluate(expression: Expression, report: Report): Evaluate {
  if (expression instanceof ael.Constant) {
    const { value } = expression;
    return () => value;
  }
  const field = toFieldName(expression);
  return (scope) => (field === undefined ? undefined : scope.field(field)) ?? evaluate(expression, scope, report);
}

/** The field that an expression is no more than the name of, in lower case. */
function toFieldName({ type, children }: Expression): string | undefined {
  const [name, ...rest] = children;
  return type === ael.ExpressionType.Accessor &&
    rest.length === 0 &&
    name instanceof ael.Constant &&
    typeof name.value === 'string' &&
    /^[a-z_]\w*$/i.test(name.value)
    ? name.value.toLowerCase()
    : undefined;
}

/** The engine's own options would hand a function the text `${field}` for a missing field; these hand it nothing. */
function evaluate(expression: Expression, scope: TemplateScope, report: Report): unknown {
  let isMissing = false;
  const options = new ael.Options();
  options.nullSubstitution = () => {
    isMissing = true;
    return undefined;
  };
  let value: unknown;
  let reason: string | undefined;
  try {
    ({ value, error: reason } = expression.tryEvaluate(scope, options));
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  if (reason) {
    report({ expression: expression.toString(), reason });
    return undefined;
  }
  if (isMissing || value === undefined || value === null) {
    report({ expression: expression.toString(), reason: undefined });
  }
  return value ?? undefined;
}
