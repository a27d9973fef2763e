import { AppError } from '../foundation/errors.ts';
import type { Scope } from './callers/principal.ts';

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

/** 401 for a request without credentials, or with another scheme: a challenge without error code. */
export function createMissingCredentials(context: ChallengeContext): AuthorizationError {
  return new AuthorizationError(
    401,
    'missing_credentials',
    'An access token is required: send it in the Authorization header.',
    {
      headers: toHeaders(context, {}),
    },
  );
}

/** 400 for a malformed Authorization header. */
export function createMalformedCredentials(context: ChallengeContext, detail: string): AuthorizationError {
  const code = 'invalid_request';
  return new AuthorizationError(400, code, 'The Authorization header is malformed: send one Bearer token.', {
    detail,
    headers: toHeaders(context, { error: code }),
  });
}

/** 401 for an invalid access token, whatever the reason. */
export function createInvalidToken(context: ChallengeContext, detail: string): AuthorizationError {
  const code = 'invalid_token';
  return new AuthorizationError(401, code, 'The access token is not valid.', {
    detail,
    headers: toHeaders(context, { error: code }),
  });
}

/** 403 for a valid access token without the required scope. */
export function createInsufficientScope(context: ChallengeContext, scope: Scope): AuthorizationError {
  const code = 'insufficient_scope';
  return new AuthorizationError(403, code, `An access token with the scope ${scope} is required.`, {
    headers: toHeaders(context, { error: code, scope }),
  });
}

/** The Bearer challenge of RFC 6750 section 3. */
function toHeaders(context: ChallengeContext, attributes: Readonly<Record<string, string>>): Record<string, string> {
  const all = { realm: context.realm, ...attributes, resource_metadata: context.resourceMetadataUrl };
  const list = Object.entries(all).map(([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`);
  return { 'WWW-Authenticate': `Bearer ${list.join(', ')}` };
}
