import type { JsonObject } from '../foundation/json-value.ts';
import { parseJsonObject } from './parse-json-object.ts';
import { TokenRefused } from './token-refused.ts';

/** A parsed JWT. Untrusted until its signature is verified. */
export interface Jwt {
  readonly compact: string;
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** In characters; tokens of Microsoft Entra ID are far shorter. */
export const maximumTokenLength = 8192;

/**
 * Parses a JWT in JWS compact serialization (RFC 7515 section 7.1): three parts of canonical base64url, so that each
 * token has exactly one encoding. Does not verify the signature.
 * @throws TokenRefused if the token is malformed, unsigned or too long.
 */
export function parseJwt(compact: string): Jwt {
  if (compact.length > maximumTokenLength) {
    throw new TokenRefused('too long');
  }
  const [header, claims, signature, ...rest] = compact.split('.').map(decode);
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) {
    throw new TokenRefused('not three parts');
  }
  if (signature.length === 0) {
    throw new TokenRefused('not signed');
  }
  return { compact, header: parseJsonObject(header), claims: parseJsonObject(claims) };
}

function decode(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) {
    throw new TokenRefused('not canonical base64url');
  }
  return bytes;
}
