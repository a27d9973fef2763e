import { AppError } from '../foundation/errors.ts';
import type { Scope } from './principal.ts';

/** What goes into every challenge of this API. */
export interface ChallengeContext {
  readonly realm: string;
  /** Address of the protected resource metadata (RFC 9728 section 5.1). */
  readonly resourceMetadataUrl: string;
}

/**
 * A request whose credentials do not let it in. It carries its `WWW-Authenticate` challenge; the reason is in
 * `detail`, for the log only.
 */
export class AuthorizationError extends AppError {}

/** 401 for a request without credentials, or with those of another scheme: a challenge and no error code. */
export function createMissingCredentials(context: ChallengeContext): AuthorizationError {
  return new AuthorizationError(401, 'missing_credentials', 'This needs an access token.', {
    headers: toHeaders(context, {}),
  });
}

/** 400 for an Authorization header that cannot be understood. */
export function createMalformedCredentials(context: ChallengeContext, detail: string): AuthorizationError {
  const code = 'invalid_request';
  return new AuthorizationError(400, code, 'The Authorization header is malformed.', {
    detail,
    headers: toHeaders(context, { error: code }),
  });
}

/** 401 for an access token that is not believed, whatever the reason. */
export function createInvalidToken(context: ChallengeContext, detail: string): AuthorizationError {
  const code = 'invalid_token';
  return new AuthorizationError(401, code, 'The access token is not valid.', {
    detail,
    headers: toHeaders(context, { error: code }),
  });
}

/** 403 for a good access token without the scope that is needed. */
export function createInsufficientScope(context: ChallengeContext, scope: Scope): AuthorizationError {
  const code = 'insufficient_scope';
  return new AuthorizationError(403, code, `This needs an access token with the scope ${scope}.`, {
    headers: toHeaders(context, { error: code, scope }),
  });
}

/** The Bearer challenge of RFC 6750 section 3. */
function toHeaders(context: ChallengeContext, attributes: Readonly<Record<string, string>>): Record<string, string> {
  const all = { realm: context.realm, ...attributes, resource_metadata: context.resourceMetadataUrl };
  const list = Object.entries(all).map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`);
  return { 'WWW-Authenticate': `Bearer ${list.join(', ')}` };
}
