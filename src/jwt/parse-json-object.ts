import { isUtf8 } from 'node:buffer';
import { TokenRefused } from './token-refused.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Strings and the signs that give JSON its structure; numbers and literals are of no interest here. */
const lexemes = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * Reads a JSON object that can be understood in one way only: UTF-8 without errors, no name twice at any depth
 * (RFC 7515 section 4 and RFC 7519 section 4 leave it to the parser, and parsers differ).
 * @throws TokenRefused otherwise.
 */
export function parseJsonObject(bytes: Buffer): JsonObject {
  if (!isUtf8(bytes)) {
    throw new TokenRefused('not UTF-8');
  }
  const text = bytes.toString('utf8');
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TokenRefused('not a JSON object');
  }
  if (hasDuplicateName(text)) {
    throw new TokenRefused('a name occurs twice');
  }
  return value as JsonObject;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TokenRefused('not JSON');
  }
}

/** Only for text that is valid JSON. */
function hasDuplicateName(text: string): boolean {
  const objects: Set<string>[] = [];
  let last = '';
  for (const [lexeme] of text.matchAll(lexemes)) {
    if (lexeme === '{' || lexeme === '[') {
      objects.push(new Set());
    } else if (lexeme === '}' || lexeme === ']') {
      objects.pop();
    } else if (lexeme === ':') {
      const name = last.includes('\\') ? JSON.parse(last) : last.slice(1, -1);
      const names = objects.at(-1);
      if (names?.has(name)) {
        return true;
      }
      names?.add(name);
    } else {
      last = lexeme;
    }
  }
  return false;
}
