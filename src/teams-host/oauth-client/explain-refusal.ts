import { redact } from '../../foundation/redact.ts';
import { toPlainText } from '../../foundation/to-plain-text.ts';
import { withoutSecrets } from '../flow/without-secrets.ts';
import type { OAuthClientRegistration } from './oauth-client-registration.ts';
import type { Explanation } from './oauth-fault.ts';

export interface Refusal {
  readonly endpoint: 'token endpoint' | 'refresh endpoint' | 'revocation endpoint';
  readonly registration: OAuthClientRegistration;
  /** What the request exchanges at the token endpoint; a code if absent. */
  readonly exchanged?: 'code' | 'token';
  /** Secrets of the request, which an explanation must not quote: code, verifier, token. */
  readonly secrets: readonly string[];
  readonly error: string;
  /** `error_description` as the server sent it. */
  readonly description: unknown;
}

/** Explains an OAuth error (RFC 6749 section 5.2), with the remedy. */
export function explainRefusal(refusal: Refusal): Explanation {
  const { why, remedy } = explainCode(refusal);
  const said = toQuotable(refusal.description, [refusal.registration.clientSecret, ...refusal.secrets]);
  return { why: said === undefined ? why : `${why} Its message: “${said}”`, remedy };
}

function explainCode({ endpoint, registration, error, description, exchanged }: Refusal): Explanation {
  switch (error) {
    case 'interaction_required':
    case 'invalid_grant':
      if (exchanged === 'token') {
        return {
          why: 'The authorization server did not exchange the token: it is not valid for this client, or the person has not consented to the scope of the connection.',
          remedy: 'Sign in with the button, and consent there.',
        };
      }
      if (endpoint === 'refresh endpoint') {
        return {
          why: 'The authorization server no longer accepts the refresh token: it has expired, or the consent was withdrawn.',
          remedy: 'Sign in again.',
        };
      }
      return isAboutRedirectUri(description)
        ? redirectUriMismatch
        : {
            why: 'The authorization server refused the code: it has expired, was used before, or was issued for another client, redirect URI or PKCE verifier.',
            remedy:
              'Sign in again. If that fails too, compare the redirect URI of the client at the authorization server with the host’s, character by character.',
          };
    case 'invalid_client':
      return {
        why: `The authorization server did not accept the client: client id or secret is wrong, or it does not accept ${registration.tokenEndpointAuthMethod}.`,
        remedy:
          'Compare clientId, clientSecret and tokenEndpointAuthMethod of the registration with the client at the authorization server. If its secret was rotated, “npm run vault” replaces it here while the host runs.',
      };
    case 'unauthorized_client':
    case 'unsupported_grant_type':
      return {
        why: 'The authorization server does not allow this client the authorization code or refresh token grant.',
        remedy: 'Allow both grants for the client at the authorization server.',
      };
    case 'invalid_scope':
      return {
        why: 'The authorization server does not know the scopes, or does not grant them to this client.',
        remedy: 'Correct the scope of the registration, or allow it for the client at the authorization server.',
      };
    default:
      return isAboutRedirectUri(description)
        ? redirectUriMismatch
        : {
            why: `The ${endpoint} answered with the error ${error}.`,
            remedy: 'Look at the log of the authorization server, and compare the registration with the client there.',
          };
  }
}

const redirectUriMismatch: Explanation = {
  why: 'The authorization server expects another redirect URI than the host’s.',
  remedy:
    'Register the host’s redirect URI for the client at the authorization server, identical in every character (scheme, host, port, path, case).',
};

function isAboutRedirectUri(description: unknown): boolean {
  return typeof description === 'string' && /redirect_?\s?uri|AADSTS50011/i.test(description);
}

/**
 * Makes the description of an error safe to show: on one line, at most 200 characters, without secrets. RFC 6749 allows
 * only ASCII characters, but servers send letters of all languages.
 * @param secrets values to redact.
 */
export function toQuotable(description: unknown, secrets: readonly string[]): string | undefined {
  if (typeof description !== 'string' || description === '') {
    return undefined;
  }
  return toPlainText(String(redact(withoutSecrets(description, secrets))), 200) || undefined;
}
