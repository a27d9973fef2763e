import { type ErrorOut, errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { OAuthClient } from './authorization-server-options.ts';
import { type ErrorPage, errorPage } from './pages/error-page.ts';

/** Answers with the page that explains an error which must not, or cannot, go back to the client. */
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

/** What is wrong and what to change, for each error that people see here instead of in the client. */
export function explainError(
  out: ErrorOut,
  error: Error,
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
        what: `${client?.name ?? 'The app'} wants the answer sent to an address that is not registered for it. Nothing was sent there.`,
        given: text(request.redirectUri),
        remedy:
          'Use a registered redirect URI, the same to the last character: scheme, host, port, path, capital letters, closing slash.',
        expected: client?.redirectUris ?? [],
        code,
      };
    case 'server_error':
      return {
        title: 'Something broke',
        what: 'The authorization server met a fault of its own.',
        remedy: 'Start again from the app. The log of the authorization server holds the cause.',
        code,
      };
    default:
      return {
        title: 'The request was refused',
        what: `The authorization server says: ${out.error_description ?? code}.`,
        remedy: 'Correct the request in the OAuth registration of the app, and start again from the app.',
        code,
      };
  }
}

const expired = {
  title: 'This sign-in has ended',
  what: 'It took longer than ten minutes, was finished in another window, or the browser sent no cookie for it.',
  remedy: 'Close this window and start again from the app.',
};

/** The page for a request to the wrong place, method or origin, or with a body that cannot be read. */
export function explainRefusal(code: string, what: string): ErrorPage {
  return { title: 'The request was refused', what, remedy: 'Close this window and start again from the app.', code };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
