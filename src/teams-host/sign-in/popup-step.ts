import { AppError } from '../../foundation/errors.ts';
import type { Handler, HttpRequest, HttpResponse } from '../../foundation/http.ts';
import type { Flow } from '../flow/flow.ts';
import type { SessionHandler } from '../sessions/guard.ts';
import { withSameSiteReload } from '../sessions/same-site-reload.ts';
import type { Session } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { SignInFailure } from './explain-response.ts';
import type { SignInResult } from './sign-in.ts';
import { type SignInAbout, toSignInEndPage } from './sign-in-end-page.ts';
import { SignInRefused } from './sign-in-refused.ts';

/** A page of the sign-in pop-up, which redirects to the next page or shows the result of the sign-in. */
export interface PopupStep {
  /** @throws AppError if the sign-in cannot continue. */
  run(request: HttpRequest, session: Session, flow: Flow): Promise<URL | SignInResult>;
  /**
   * Whether this session has started the sign-in; absent for steps that only the host's own page can open. Any page can
   * link to the others with made-up parameters, which must neither end a flow nor reach the page that waits for a pop-up.
   */
  readonly isOwn?: (query: URLSearchParams, session: Session) => boolean;
  /** Identifies the sign-in for the page that waits for the pop-up. */
  readonly about?: (query: URLSearchParams) => SignInAbout;
}

/**
 * Creates the handler of a step. It shows failures in the pop-up and, if the session has started the sign-in, sends them
 * to its opener and records them in the flow.
 */
export function createPopupHandler({ run, isOwn: toOwn, about: toAbout }: PopupStep): SessionHandler {
  return async (request, session) => {
    const isOwn = toOwn?.(request.query, session) ?? true;
    const flow: Flow = isOwn ? session.signInFlow('Sign in') : { add: () => {} };
    const about = isOwn ? toAbout?.(request.query) : undefined;
    try {
      const next = await run(request, session, flow);
      return next instanceof URL
        ? { status: 302, headers: { Location: next.href, 'Cache-Control': 'no-store' } }
        : toResponse(next, { about, isOwn });
    } catch (fault) {
      if (!(fault instanceof AppError)) {
        throw fault;
      }
      const { status } = fault;
      const failure = toFailure(fault);
      const { text: why, remedy } = failure;
      const hop = { from: 'Person', to: 'Teams host', request: `GET ${request.path}`, ms: 0 } as const;
      flow.add({ ...hop, status, failure: { why, remedy } });
      return toResponse({ ok: false, ...failure }, { about, isOwn, status });
    }
  };
}

/** Creates the handler of a step that the authorization server may redirect to. */
export function createReturnHandler(sessions: Sessions, step: PopupStep): Handler {
  return withSameSiteReload(sessions, createPopupHandler(step), async () => toResponse({ ok: false, ...noSession }));
}

function toResponse(
  result: SignInResult,
  {
    status = 200,
    ...rest
  }: { readonly about?: SignInAbout | undefined; readonly isOwn?: boolean; readonly status?: number } = {},
): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    body: toSignInEndPage(result, rest),
  };
}

function toFailure(fault: AppError): SignInFailure {
  return fault instanceof SignInRefused
    ? fault.failure
    : {
        title: 'The sign-in cannot continue',
        text: fault.message,
        remedy: 'Correct the registration, or switch to another person here, and try again.',
      };
}

const noSession: SignInFailure = {
  title: 'This browser has no session here',
  text: 'The sign-in was started in another browser, or the host has restarted since.',
  remedy: 'Open the page of the local Teams host and sign in from there.',
};
