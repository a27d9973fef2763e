import { isUtf8 } from 'node:buffer';
import { isJsonObject, type JsonObject } from '../foundation/json-value.ts';
import { TokenRefused } from './token-refused.ts';

/** Strings and structural characters of JSON. */
const lexemes = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * Parses an unambiguous JSON object: valid UTF-8 without duplicate names at any depth. RFC 7515 section 4 and
 * RFC 7519 section 4 leave duplicates to the parser, and parsers differ.
 * @throws TokenRefused for anything else.
 */
export function parseJsonObject(bytes: Buffer): JsonObject {
  if (!isUtf8(bytes)) {
    throw new TokenRefused('not UTF-8');
  }
  const text = bytes.toString('utf8');
  const value = parse(text);
  if (!isJsonObject(value)) {
    throw new TokenRefused('not a JSON object');
  }
  if (hasDuplicateName(text)) {
    throw new TokenRefused('a name occurs twice');
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TokenRefused('not JSON');
  }
}

/** @param text must be valid JSON. */
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
