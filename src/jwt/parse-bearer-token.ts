import { InvalidRequest } from '../foundation/errors.ts';

/** `auth-scheme [ 1*SP … ]` of RFC 9110 section 11.4. */
const credentials = /^([\w!#$%&'*+.^`|~-]+)(?: +(.*))?$/s;
/** `b64token` of RFC 6750 section 2.1. */
const b64token = /^[\w.~+/-]+=*$/;

/**
 * Parses the Authorization header (RFC 6750 section 2.1). Does not parse the token.
 * @param header value of the header, if present; repeated headers arrive joined by a comma and are rejected.
 * @returns the token, or undefined if there are no credentials or another scheme.
 * @throws InvalidRequest if the header is malformed, or its Bearer credentials are not exactly one token.
 */
export function parseBearerToken(header: string | undefined): string | undefined {
  if (header === undefined || header === '') {
    return undefined;
  }
  const [, scheme, token = ''] = credentials.exec(header) ?? [];
  if (scheme === undefined) {
    throw malformed('not an authentication scheme with credentials');
  }
  if (scheme.toLowerCase() !== 'bearer') {
    return undefined;
  }
  if (!b64token.test(token)) {
    throw malformed('not exactly one b64token');
  }
  return token;
}

function malformed(detail: string): InvalidRequest {
  return new InvalidRequest('The Authorization header is malformed: send one Bearer token.', { detail });
}
