import { printParseErrorCode, visit } from 'jsonc-parser';
import { type Position, toPosition } from './text-position.ts';

/** Thrown for text that is not JSON. Its message follows the name of the file, and never quotes the text. */
export class JsonFault extends Error {}

/**
 * Parses JSON.
 * @param revive as for `JSON.parse`; `source` is the text of a number as it is written.
 * @throws JsonFault with the line and column of the first fault.
 */
export function parseJson(
  text: string,
  revive?: (name: string, value: unknown, context?: { readonly source?: string }) => unknown,
): unknown {
  try {
    // Some editors begin a file with a byte-order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''), revive);
  } catch (cause) {
    // The reviver is recursive.
    if (cause instanceof RangeError) {
      throw new JsonFault('is nested too deeply. Make it smaller.', { cause });
    }
    const fault = findFault(text);
    const place = fault?.at ?? readPosition(cause);
    const where = place === undefined ? '' : ` at line ${place.line}, column ${place.column}`;
    throw new JsonFault(`is not valid JSON${where}: ${fault?.reason ?? 'correct its syntax.'}`, { cause });
  }
}

/** By the names that jsonc-parser gives its error codes. */
const reasons: Readonly<Record<string, string>> = {
  InvalidNumberFormat: 'correct the number.',
  PropertyNameExpected: 'a name in double quotes is expected.',
  ValueExpected: 'a value is expected.',
  ColonExpected: 'a colon is expected.',
  CommaExpected: 'a comma is expected.',
  CloseBraceExpected: 'a closing brace is expected.',
  CloseBracketExpected: 'a closing bracket is expected.',
  EndOfFileExpected: 'nothing may follow the value.',
  InvalidCommentToken: 'comments are not allowed.',
  UnexpectedEndOfComment: 'comments are not allowed.',
  UnexpectedEndOfString: 'the closing quote is missing.',
  InvalidUnicode: 'correct the escape sequence.',
  InvalidEscapeCharacter: 'correct the escape sequence.',
  InvalidCharacter: 'escape the control character.',
};

interface TextFault {
  readonly at: Position;
  readonly reason: string;
}

function findFault(text: string): TextFault | undefined {
  if (text.trim() === '') {
    return { at: { line: 1, column: 1 }, reason: 'the file is empty.' };
  }
  let found: TextFault | undefined;
  const onError = (code: number, offset: number): void => {
    found ??= toTrailingComma(text, offset) ?? {
      at: toPosition(text, offset),
      reason: reasons[printParseErrorCode(code)] ?? 'correct the syntax.',
    };
  };
  try {
    visit(text, { onError }, { disallowComments: true });
  } catch {
    // Too deep for the recursion of the visitor.
  }
  return found;
}

function toTrailingComma(text: string, offset: number): TextFault | undefined {
  const before = text.slice(0, offset).trimEnd();
  return before.endsWith(',') && /[}\]]/.test(text[offset] ?? '')
    ? { at: toPosition(text, before.length - 1), reason: 'remove the trailing comma.' }
    : undefined;
}

function readPosition(cause: unknown): Position | undefined {
  const [, line, column] = /line (\d+) column (\d+)/.exec(cause instanceof Error ? cause.message : '') ?? [];
  return line === undefined ? undefined : { line: Number(line), column: Number(column) };
}
