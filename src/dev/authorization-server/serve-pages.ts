import { type ErrorOut, errors, type Provider } from 'oidc-provider';
import { AppError } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import { explainError, explainRefusal } from './explain-error.ts';
import type { Interactions } from './interactions.ts';
import { type PageContext, setSecurityHeaders } from './page-policy.ts';
import { errorPage } from './pages/error-page.ts';
import { findPerson, type Person } from './people/people.ts';

/** Adds middleware before the provider's own routes: the interaction pages, and the checks for every request. */
export function servePages(provider: Provider, interactions: Interactions, log: Log): void {
  const { host, origin } = new URL(provider.issuer);

  provider.use(async (ctx, next) => {
    setSecurityHeaders(ctx);
    if (ctx.host !== host) {
      // DNS rebinding, or `localhost`, which does not share cookies with the issuer.
      refuse(ctx, 421, 'wrong_host', `This authorization server is available only at ${provider.issuer}.`);
      return;
    }
    try {
      await next();
    } catch (error) {
      answerError(ctx, error, log);
    }
    if (ctx.status === 404 && ctx.body === undefined) {
      refuse(ctx, 404, 'not_found', `There is no page for ${ctx.method} ${ctx.path}.`);
    }
    for (const name of Object.keys(ctx.response.headers)) {
      if (name.startsWith('access-control-')) {
        ctx.remove(name);
      }
    }
  });

  provider.use(async (ctx, next) => {
    const isForm = ctx.method === 'POST' && /^\/(interaction|session)\//.test(ctx.path);
    if (isForm && ctx.get('Origin') !== origin) {
      refuse(ctx, 403, 'wrong_origin', 'The form was not sent from a page of this authorization server.');
      return;
    }
    const uid = /^\/interaction\/([\w-]{1,64})$/.exec(ctx.path)?.[1];
    if (uid !== undefined && ctx.method === 'GET') {
      await interactions.show(ctx, uid);
    } else if (uid !== undefined && ctx.method === 'POST') {
      await interactions.submit(ctx, uid);
    } else if (ctx.path === provider.pathFor('end_session') && !(await findSignedIn(provider, ctx))) {
      // The provider would post a form by script, which the Content-Security-Policy blocks.
      ctx.redirect(provider.urlFor('end_session_success'));
      ctx.status = 303;
    } else if (ctx.path === provider.pathFor('authorization') && ctx.query.response_mode === 'form_post') {
      // The provider would also answer these by script, even to refuse the request.
      refuse(ctx, 400, 'unsupported_response_mode', 'The response_mode form_post is not supported; omit it.');
    } else {
      await next();
    }
  });
}

/** Returns the person who is signed in with this browser. */
export async function findSignedIn(provider: Provider, ctx: PageContext): Promise<Person | undefined> {
  const session = await provider.Session.get(ctx);
  return findPerson(session.accountId);
}

function answerError(ctx: PageContext, error: unknown, log: Log): void {
  if (error instanceof AppError) {
    refuse(ctx, error.status, error.code, error.message);
    return;
  }
  const known = error instanceof errors.OIDCProviderError && error.expose;
  if (!known) {
    log.error('authorization server: failed', { error });
  }
  const out: ErrorOut = known
    ? { error: error.error, error_description: error.error_description }
    : { error: 'server_error' };
  ctx.status = known ? error.statusCode : 500;
  ctx.type = 'html';
  ctx.body = errorPage(explainError(out, error, { clientId: undefined, redirectUri: undefined }, []));
}

function refuse(ctx: PageContext, status: number, code: string, what: string): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = errorPage(explainRefusal(code, what));
}
