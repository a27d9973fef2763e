import { InvalidRequest } from '../foundation/errors.ts';

/** `auth-scheme [ 1*SP … ]` of RFC 9110 section 11.4. */
const credentials = /^([\w!#$%&'*+.^`|~-]+)(?: +(.*))?$/s;
/** `b64token` of RFC 6750 section 2.1. */
const b64token = /^[\w.~+/-]+=*$/;

/**
 * Takes the access token out of an Authorization header (RFC 6750 section 2.1). What the token is, it does not look at.
 * @param header the header's value, if any; several headers come joined by a comma and are refused.
 * @returns the token, or undefined where there are no credentials or those of another scheme.
 * @throws InvalidRequest where the header is not credentials, or its Bearer credentials are not one token.
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
  return new InvalidRequest('The Authorization header is malformed.', { detail });
}
