import { type ErrorOut, errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { OAuthClient } from './authorization-server-options.ts';
import { type ErrorPage, errorPage } from './pages/error-page.ts';

/** Renders the page for an error that must not or cannot be returned to the client. */
export function renderProviderError(
  ctx: KoaContextWithOIDC,
  out: ErrorOut,
  error: Error,
  clients: readonly OAuthClient[],
): void {
  ctx.type = 'html';
  ctx.body = errorPage(
    explainError(out, error, { clientId: ctx.query.client_id, redirectUri: ctx.query.redirect_uri }, clients),
  );
}

interface RequestParameters {
  readonly clientId: unknown;
  readonly redirectUri: unknown;
}

/** Explains an error that is shown here instead of in the client, with the remedy. */
export function explainError(
  out: ErrorOut,
  error: unknown,
  request: RequestParameters,
  clients: readonly OAuthClient[],
): ErrorPage {
  const clientId = text(request.clientId);
  const client = clients.find((candidate) => candidate.clientId === clientId);
  const code = out.error;
  if (error instanceof errors.SessionNotFound) {
    return { ...expired, code };
  }
  switch (code) {
    case 'invalid_client':
      return {
        title: 'This app is not registered here',
        what: 'This authorization server does not know the client id of the request:',
        given: clientId,
        remedy: 'Give the OAuth registration a client id that is registered here:',
        expected: clients.map((known) => known.clientId),
        code,
      };
    case 'invalid_redirect_uri':
      return {
        title: 'The redirect URI does not match',
        what: `The request has a redirect URI that is not registered for ${client?.name ?? 'the app'}. Nothing was sent there.`,
        given: text(request.redirectUri),
        remedy:
          'Use a registered redirect URI, identical in every character: scheme, host, port, path, case and trailing slash.',
        expected: client?.redirectUris ?? [],
        code,
      };
    case 'server_error':
      return {
        title: 'Something went wrong',
        what: 'The authorization server failed.',
        remedy: 'Start again from the app. The log of the authorization server has the cause.',
        code,
      };
    default:
      return {
        title: 'The request was refused',
        what: `The authorization server refused it: ${out.error_description ?? code}.`,
        remedy: 'Correct the request in the OAuth registration of the app, and start again from the app.',
        code,
      };
  }
}

const expired = {
  title: 'This sign-in has ended',
  what: 'It took longer than ten minutes, was completed in another window, or the browser sent no cookie for it.',
  remedy: 'Close this window and start again from the app.',
};

/** Explains the refusal of a request, for example because of its host, method, origin or body. */
export function explainRefusal(code: string, what: string): ErrorPage {
  return { title: 'The request was refused', what, remedy: 'Close this window and start again from the app.', code };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
