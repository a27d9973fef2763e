import type { ServerMetadata } from 'openid-client';
import { toPlainText } from '../../foundation/to-plain-text.ts';
import { toQuotable } from '../oauth-client/explain-refusal.ts';
import type { OAuthRegistration } from '../vault/registration.ts';
import type { StateRefusal } from './pending-sign-ins.ts';

/** The explanation that the pop-up shows if a sign-in ended without tokens; `text` and `remedy` are sentences. */
export interface SignInFailure {
  readonly title: string;
  readonly text: string;
  readonly remedy: string;
  /** Whether the person ended the sign-in, so that there is nothing to read in the pop-up. */
  readonly isCancelled?: boolean;
}

const startAgain = 'Close this window and sign in again.';

/** For states that do not identify a pending sign-in of this session. */
export const stateFailures: Readonly<Record<StateRefusal, SignInFailure>> = {
  unknown: {
    title: 'This sign-in was not started here',
    text: 'The host has no sign-in with the returned state; it may have restarted since.',
    remedy: startAgain,
  },
  used: {
    title: 'This sign-in has ended',
    text: 'The returned state was used before, and a state can be used only once.',
    remedy: startAgain,
  },
  expired: {
    title: 'This sign-in took too long',
    text: 'A sign-in must be finished within ten minutes.',
    remedy: startAgain,
  },
  'other session': {
    title: 'This sign-in belongs to another browser session',
    text: 'It was started in another browser, or its session has ended. Nothing was stored, and the sign-in is no longer valid.',
    remedy: 'Sign in again in this browser.',
  },
};

/** For a response without state, or with a parameter that occurs twice. */
export const malformedResponse: SignInFailure = {
  title: 'This is not a response to a sign-in',
  text: 'The authorization server must return the state, and each of state, code, error and iss at most once.',
  remedy: `${startAgain} If this happens again, check the authorization server.`,
};

/** For a response with neither code nor error. */
export const noCode: SignInFailure = {
  title: 'Sign-in failed',
  text: 'The authorization server returned no code.',
  remedy: 'Check that the client at the authorization server may use the authorization code flow.',
};

/** Explains an error response of the authorization endpoint (RFC 6749 section 4.1.2.1, OpenID Connect Core 3.1.2.6). */
export function explainErrorResponse(error: string, description: string | null): SignInFailure {
  const {
    title = 'Sign-in failed',
    text,
    remedy,
  } = errorResponses.get(error) ?? {
    text: 'The authorization server ended the sign-in with an error.',
    remedy: 'Compare the registration with the client at the authorization server, and see its log.',
  };
  const name = toPlainText(error, 64);
  const code = name === '' ? '' : ` (${name})`;
  const said = toQuotable(description, []);
  return {
    title,
    text: `${text.replace(/\.$/, '')}${code}.${said === undefined ? '' : ` Its message: “${said}”`}`,
    remedy,
    isCancelled: error === 'access_denied',
  };
}

const errorResponses = new Map<string, { title?: string; text: string; remedy: string }>([
  [
    'access_denied',
    {
      title: 'You did not allow access',
      text: 'Sign-in was cancelled or access was denied, so nothing was stored.',
      remedy: 'Sign in again and allow access, if you want to see results.',
    },
  ],
  [
    'invalid_scope',
    {
      text: 'The authorization server does not know the scopes, or does not grant them to this client.',
      remedy: 'Correct "scope" of the registration, or allow it for the client at the authorization server.',
    },
  ],
  [
    'unauthorized_client',
    {
      text: 'The authorization server does not allow this client to use the authorization code flow.',
      remedy: 'Allow it for the client at the authorization server.',
    },
  ],
  [
    'invalid_request',
    {
      text: 'The authorization server rejected the request. Often it requires PKCE, or has another redirect URI for the client.',
      remedy:
        'Turn on "pkce" in the registration, and compare the redirect URI with the client at the authorization server.',
    },
  ],
  [
    'server_error',
    { text: 'The authorization server failed.', remedy: 'Try again. If this happens again, see its log.' },
  ],
  [
    'temporarily_unavailable',
    { text: 'The authorization server is busy or under maintenance.', remedy: 'Try again in a moment.' },
  ],
  [
    'consent_required',
    {
      text: 'The authorization server requires a consent that cannot be given here.',
      remedy: 'Ask an administrator to consent.',
    },
  ],
]);

/**
 * Verifies the `iss` parameter of the response (RFC 9207): it must equal the issuer of the metadata, and is required if
 * the metadata announces it. Without metadata, it must have the origin of the authorization endpoint.
 * @returns undefined if the parameter is valid.
 */
export function explainIssuer(
  iss: string | null,
  metadata: ServerMetadata | undefined,
  registration: OAuthRegistration,
): SignInFailure | undefined {
  const isRight =
    iss === null
      ? metadata?.authorization_response_iss_parameter_supported !== true
      : metadata === undefined
        ? URL.canParse(iss) && new URL(iss).origin === new URL(registration.authorizationEndpoint).origin
        : iss === metadata.issuer;
  return isRight
    ? undefined
    : {
        title: 'The response came from another authorization server',
        text:
          iss === null
            ? 'The response does not name its authorization server, although this server always does.'
            : 'The response names an authorization server other than the one where the sign-in was started. Its code was not used.',
        remedy: `${startAgain} If this happens again, compare the endpoints of the registration with the authorization server.`,
      };
}
