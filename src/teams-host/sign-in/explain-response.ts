import type { ServerMetadata } from 'openid-client';
import { toQuotable } from '../oauth-client/explain-refusal.ts';
import type { OAuthRegistration } from '../vault/registration.ts';
import type { StateRefusal } from './pending-sign-ins.ts';

/** Why a sign-in ended without tokens, for the person in the pop-up. */
export interface SignInFailure {
  readonly title: string;
  readonly text: string;
  readonly remedy: string;
}

const startAgain = 'Close this window and sign in again.';

/** What a state that stands for no sign-in of this session means. */
export const stateFailures: Readonly<Record<StateRefusal, SignInFailure>> = {
  unknown: {
    title: 'This sign-in was not started here',
    text: 'The state that came back belongs to no sign-in the host knows; it may have restarted since.',
    remedy: startAgain,
  },
  used: {
    title: 'This sign-in is over',
    text: 'The state that came back was used before. Each is good once.',
    remedy: startAgain,
  },
  expired: {
    title: 'This sign-in took too long',
    text: 'A sign-in must be finished within ten minutes.',
    remedy: startAgain,
  },
  'other session': {
    title: 'This sign-in belongs to another browser session',
    text: 'It was started in another browser, or the session ended meanwhile. Nothing was stored, and it cannot be used any more.',
    remedy: 'Sign in again in the browser you use now.',
  },
};

/** A response without state, or one that says something twice. */
export const malformedResponse: SignInFailure = {
  title: 'This is no answer to a sign-in',
  text: 'The authorization server must send back each of state, code, error and iss once at most, and always the state.',
  remedy: `${startAgain} If it stays so, look at the authorization server.`,
};

/** A response with neither code nor error. */
export const noCode: SignInFailure = {
  title: 'Sign-in failed',
  text: 'The authorization server sent the browser back without a code.',
  remedy: 'Check that the client at the authorization server may use the authorization code flow.',
};

/** Says what an error response of the authorization endpoint means (RFC 6749 section 4.1.2.1, OpenID Connect Core 3.1.2.6). */
export function explainErrorResponse(error: string, description: string | null): SignInFailure {
  const {
    title = 'Sign-in failed',
    text,
    remedy,
  } = errorResponses.get(error) ?? {
    text: 'The authorization server ended the sign-in with an error.',
    remedy: 'Compare the registration with the client at the authorization server, and look at its log.',
  };
  const code = /^[\w.-]{1,64}$/.test(error) ? ` (${error})` : '';
  const said = toQuotable(description, []);
  return {
    title,
    text: `${text.replace(/\.$/, '')}${code}.${said === undefined ? '' : ` It said: “${said}”`}`,
    remedy,
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
      text: 'The authorization server does not know the scopes, or does not give them to this client.',
      remedy: 'Correct scope of the registration, or allow it for the client at the authorization server.',
    },
  ],
  [
    'unauthorized_client',
    {
      text: 'The authorization server does not let this client use the authorization code flow.',
      remedy: 'Allow it for the client at the authorization server.',
    },
  ],
  [
    'invalid_request',
    {
      text: 'The authorization server did not understand the request; often it wants PKCE, or another redirect URI.',
      remedy:
        'Turn on pkce in the registration, and compare the redirect URI with the client at the authorization server.',
    },
  ],
  [
    'server_error',
    { text: 'The authorization server had a fault of its own.', remedy: 'Try again; look at its log if it stays so.' },
  ],
  [
    'temporarily_unavailable',
    { text: 'The authorization server is busy or under maintenance.', remedy: 'Try again in a moment.' },
  ],
  [
    'consent_required',
    {
      text: 'The authorization server wants a consent that nobody can give here.',
      remedy: 'Ask an administrator to consent.',
    },
  ],
]);

/**
 * Checks who says to have sent the response (RFC 9207): exactly the issuer of the metadata, and said at all where the metadata
 * promises it. Without metadata the issuer must at least be at the authorization endpoint's origin.
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
        title: 'The answer came from another authorization server',
        text:
          iss === null
            ? 'The answer does not say which authorization server sent it, though this one always does.'
            : 'The answer names another authorization server than the one this sign-in was started at. Its code was not used.',
        remedy: `${startAgain} If it stays so, compare the endpoints of the registration with the authorization server.`,
      };
}
