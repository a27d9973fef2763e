import type { ServiceTokenSettings } from '../authorization/callers/authorization-settings.ts';

const form = /^([\w.-]{1,64}):(read|write):([\da-f]{64})$/;
/** So that a token can be replaced without an interruption. */
const tokensPerService = 2;

/**
 * Parses the digests of service tokens: `<name>:<read or write>:<SHA-256 in hexadecimal>`, separated by commas.
 * @returns undefined if the text is malformed, a digest occurs twice, or a service has more than two tokens or tokens
 *   with different rights.
 */
export function parseServiceTokens(text: string): readonly ServiceTokenSettings[] | undefined {
  const tokens: ServiceTokenSettings[] = [];
  for (const item of text.split(',')) {
    const [, id, right, sha256] = form.exec(item.trim()) ?? [];
    if (id === undefined || sha256 === undefined || (right !== 'read' && right !== 'write')) {
      return undefined;
    }
    const others = tokens.filter((token) => token.id === id);
    const isRepeated = tokens.some((token) => token.sha256 === sha256);
    if (isRepeated || others.length >= tokensPerService || others.some((token) => token.right !== right)) {
      return undefined;
    }
    tokens.push({ id, right, sha256 });
  }
  return tokens;
}
