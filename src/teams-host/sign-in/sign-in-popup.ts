import { AppError } from '../../foundation/errors.ts';
import type { Handler, HttpRequest, HttpResponse } from '../../foundation/http.ts';
import type { Flow } from '../flow/flow.ts';
import { readSessionCookie } from '../sessions/cookie.ts';
import type { SessionHandler } from '../sessions/guard.ts';
import type { Session } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { SignInFailure } from './explain-response.ts';
import { file } from './files.ts';
import type { SignInResult } from './sign-in.ts';
import { type SignInAbout, toComeAgainPage, toSignInEndPage } from './sign-in-end-page.ts';
import { SignInRefused } from './sign-in-refused.ts';

/** What happens at one address of a sign-in's pop-up: it leads on to another, or the sign-in ends there. */
export interface PopupStep {
  /** @throws AppError where the sign-in may not go on. */
  run(request: HttpRequest, session: Session, flow: Flow): Promise<URL | SignInResult>;
  /** How the page that waits for the pop-up knows the sign-in. */
  readonly about?: (query: URLSearchParams) => SignInAbout;
}

/** Runs a step. Who sits in front of the pop-up, the page that opened it, and the flow learn of a refusal. */
export function createPopupHandler({ run, about: toAbout }: PopupStep): SessionHandler {
  return async (request, session) => {
    const flow = session.signInFlow('Sign in');
    const about = toAbout?.(request.query);
    const end = (result: SignInResult): HttpResponse => file('html', toSignInEndPage(result, about));
    try {
      const next = await run(request, session, flow);
      return next instanceof URL
        ? { status: 302, headers: { Location: next.href, 'Cache-Control': 'no-store' } }
        : end(next);
    } catch (fault) {
      if (!(fault instanceof AppError)) {
        throw fault;
      }
      const { status } = fault;
      const failure = toFailure(fault);
      const { text: why, remedy } = failure;
      const hop = { from: 'Person', to: 'Teams host', request: `GET ${request.path}`, ms: 0 } as const;
      flow.add({ ...hop, status, failure: { why, remedy } });
      return { ...end({ ok: false, ...failure }), status };
    }
  };
}

/**
 * Finds the session of a request that another site may have sent the browser here with, which keeps the cookie back then:
 * the browser comes again from this host itself.
 */
export function createComeAgain(sessions: Sessions, handler: SessionHandler): Handler {
  return async (request) => {
    const { headers, path, query } = request;
    const session = sessions.find(readSessionCookie(headers));
    const isSecondWay = query.has('again');
    query.delete('again');
    if (session !== undefined) {
      return handler(request, session);
    }
    return file(
      'html',
      isSecondWay
        ? toSignInEndPage({ ok: false, ...noSession })
        : toComeAgainPage(`${path}?${new URLSearchParams([...query, ['again', '1']])}`),
    );
  };
}

function toFailure(fault: AppError): SignInFailure {
  return fault instanceof SignInRefused
    ? fault.failure
    : {
        title: 'The sign-in cannot go on',
        text: fault.message,
        remedy: 'Correct the registration, or let another person sit here, and try again.',
      };
}

const noSession: SignInFailure = {
  title: 'This browser has no session here',
  text: 'The sign-in was started in another browser, or the host was started anew meanwhile.',
  remedy: 'Open the page of the local Teams host and sign in from there.',
};
