import { isJsonObject, type JsonObject, textMember } from '../../foundation/json-value.ts';
import { toPlainText } from '../../foundation/to-plain-text.ts';
import { isJsonType } from '../../local/is-json-type.ts';
import { explainRefusal, type Refusal, toQuotable } from './explain-refusal.ts';
import { OAuthFault } from './oauth-fault.ts';
import type { EndpointResponse } from './oauth-fetch.ts';

/** The members of a token response that the vault uses. ID tokens are ignored, as in Teams. */
export interface TokenResponse {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in?: number | undefined;
  readonly refresh_token?: string | undefined;
  readonly scope?: string | undefined;
}

const visible = /^[\x21-\x7e]+$/;
const maxTokenLength = 32 * 1024;
const maxLifetimeSeconds = 10 * 365 * 24 * 3600;

/**
 * Parses the response of a token endpoint strictly (RFC 6749 sections 5.1 and 5.2).
 * @throws OAuthFault unless the response has a valid bearer token.
 */
export function parseTokenResponse(
  response: EndpointResponse,
  context: Omit<Refusal, 'error' | 'description'>,
): TokenResponse {
  refuseFailures(response, context);
  const json = toJsonObject(response);
  if (json === undefined) {
    refuseUnreadable(response, 'token endpoint');
    throw wrong('did not answer with a JSON object', 'Check that tokenEndpoint and refreshEndpoint are right.');
  }
  const { access_token, token_type, expires_in, refresh_token, scope } = json;
  if (!isToken(access_token)) {
    throw wrong('sent no usable access_token', 'Check the authorization server: RFC 6749 section 5.1 requires one.');
  }
  if (typeof token_type !== 'string' || token_type.toLowerCase() !== 'bearer') {
    throw wrong(
      'sent a token that is not a bearer token',
      'Configure the client for bearer tokens: Teams accepts no others.',
    );
  }
  if (refresh_token !== undefined && !isToken(refresh_token)) {
    throw wrong('sent an invalid refresh_token', 'Check the authorization server.');
  }
  const expiresIn = toSeconds(expires_in);
  if (expires_in !== undefined && expiresIn === undefined) {
    throw wrong('sent an expires_in that is not a plausible number of seconds', 'Check the authorization server.');
  }
  return {
    access_token,
    token_type: 'Bearer',
    expires_in: expiresIn,
    refresh_token,
    scope: typeof scope === 'string' ? scope : undefined,
  };
}

/** @throws OAuthFault unless the status is 200. */
export function refuseFailures(response: EndpointResponse, context: Omit<Refusal, 'error' | 'description'>): void {
  const { status } = response;
  if (status === 200) {
    return;
  }
  const body = status >= 400 ? toJsonObject(response) : undefined;
  if (status >= 500 || status === 429) {
    const said = toQuotable(body?.error_description, [context.registration.clientSecret, ...context.secrets]);
    const why = `The ${context.endpoint} answered with status ${status}.${said === undefined ? '' : ` Its message: “${said}”`}`;
    throw new OAuthFault('unreachable', { why, remedy: 'Try again; look at the log of the authorization server.' });
  }
  if (status >= 300 && status < 400) {
    throw wrong(
      `answered with a redirect (status ${status}), which Teams does not follow`,
      'Put the address it redirects to into the registration.',
      context.endpoint,
    );
  }
  const error = toPlainText(textMember(body, 'error') ?? '', 100);
  if (error !== '') {
    const refusal = { ...context, error, description: body?.error_description };
    throw new OAuthFault('refused', explainRefusal(refusal), { error });
  }
  refuseUnreadable(response, context.endpoint);
  throw wrong(
    `answered with status ${status} and no OAuth error`,
    'Check that the address in the registration is right.',
    context.endpoint,
  );
}

function toSeconds(value: unknown): number | undefined {
  // Older Microsoft endpoints send the number as a string.
  const seconds = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && seconds > 0 && seconds <= maxLifetimeSeconds ? seconds : undefined;
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxTokenLength && visible.test(value);
}

function wrong(what: string, remedy: string, endpoint = 'token endpoint'): OAuthFault {
  return new OAuthFault('wrong', { why: `The ${endpoint} ${what}.`, remedy });
}

/** @throws OAuthFault if the body could not be read. */
function refuseUnreadable({ fault }: EndpointResponse, endpoint: string): void {
  if (fault !== undefined) {
    throw new OAuthFault('wrong', { why: `The ${endpoint} ${fault.why}`, remedy: fault.remedy });
  }
}

function toJsonObject({ contentType, text }: EndpointResponse): JsonObject | undefined {
  try {
    const value: unknown = isJsonType(contentType) ? JSON.parse(text) : undefined;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
