import { AppError } from '../foundation/errors.ts';
import type { Principal, Scope } from './callers/principal.ts';
import { rights } from './callers/rights.ts';

/** Attributes of every challenge of this API. */
export interface ChallengeContext {
  readonly realm: string;
  /** Address of the protected resource metadata (RFC 9728 section 5.1). */
  readonly resourceMetadataUrl: string;
}

/**
 * A request without sufficient credentials. Has the `WWW-Authenticate` challenge in `headers` and the reason in
 * `detail`, for the log only.
 */
export class AuthorizationError extends AppError {}

/** The same for all, so that it does not say what was wrong with the credentials. */
const unauthorized = 'A valid access token is required: send it in the Authorization header.';

/** 401 for a request without credentials, or with another scheme: a challenge without error code. */
export function createMissingCredentials(context: ChallengeContext): AuthorizationError {
  return new AuthorizationError(401, 'missing_credentials', unauthorized, {
    headers: toHeaders(context, {}),
  });
}

/** 400 for a malformed Authorization header. */
export function createMalformedCredentials(context: ChallengeContext, detail: string): AuthorizationError {
  const code = 'invalid_request';
  return new AuthorizationError(400, code, 'The Authorization header is malformed: send one Bearer token.', {
    detail,
    headers: toHeaders(context, { error: code }),
  });
}

/** 401 for an invalid token, whatever its kind and the reason. */
export function createInvalidToken(context: ChallengeContext, detail: string): AuthorizationError {
  const code = 'invalid_token';
  return new AuthorizationError(401, code, unauthorized, {
    detail,
    headers: toHeaders(context, { error: code }),
  });
}

/** 403 for a caller without the right to the operations of this scope; names what would give it. */
export function createInsufficientRights(
  context: ChallengeContext,
  principal: Principal,
  scope: Scope,
): AuthorizationError {
  const code = 'insufficient_scope';
  // The attribute lists scopes, and a role or the right of a service is none (RFC 6750 section 3).
  const attributes = principal.kind === 'user' ? { error: code, scope } : { error: code };
  return new AuthorizationError(403, code, toMissingRight(principal, scope), {
    headers: toHeaders(context, attributes),
  });
}

const deeds: Readonly<Record<Scope, string>> = { repairs_read: 'Reading', repairs_write: 'Changing' };

function toMissingRight({ kind }: Principal, scope: Scope): string {
  switch (kind) {
    case 'application':
      return `The application needs the role ${rights[scope].roles[0]}.`;
    case 'service':
      return `A service token with the right ${rights[scope].service[0]} is required.`;
    default:
      return `${deeds[scope]} repairs needs the permission ${scope}, which this sign-in does not include.`;
  }
}

/** The Bearer challenge of RFC 6750 section 3. */
function toHeaders(context: ChallengeContext, attributes: Readonly<Record<string, string>>): Record<string, string> {
  const all = { realm: context.realm, ...attributes, resource_metadata: context.resourceMetadataUrl };
  const list = Object.entries(all).map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`);
  return { 'WWW-Authenticate': `Bearer ${list.join(', ')}` };
}
