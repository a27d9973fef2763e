import { AppError } from '../../foundation/errors.ts';
import type { Handler, HttpRequest, HttpRequestHead, HttpResponse } from '../../foundation/http.ts';
import { readSessionCookie } from './cookie.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** A handler that knows whose request it is. */
export type SessionHandler = (request: HttpRequest, session: Session) => Promise<HttpResponse>;

/** Judges a request before its body is read. */
export type Admit = (head: HttpRequestHead) => Promise<Handler>;

export interface Guard {
  /** For what anybody on this machine may ask. The result throws AppError 403 for a Host that is not this host's own. */
  open(handler: Handler): Admit;
  /**
   * For what belongs to a session: the request comes from this host's own page, or was typed by the person. The result throws
   * AppError 403 for a foreign Host, Origin or site, and 401 where there is no session.
   */
  own(handler: SessionHandler): Admit;
}

/**
 * Keeps other web pages out: a name that was rebound to this machine is no Host of ours (DNS rebinding), and a request that
 * another origin has sent is none of this page's (cross-site request forgery).
 * @param origin of this host.
 */
export function createGuard(sessions: Sessions, origin: string): Guard {
  return {
    open: (handler) => async (head) => {
      verifyHost(head, origin);
      return handler;
    },
    own: (handler) => async (head) => {
      verifyHost(head, origin);
      verifyOrigin(head, origin);
      const session = sessions.find(readSessionCookie(head.headers));
      if (session === undefined) {
        throw new AppError(401, 'no_session', 'This browser has no session here. Open the page of the host again.');
      }
      return (request) => handler(request, session);
    },
  };
}

function verifyHost({ headers }: HttpRequestHead, origin: string): void {
  if (headers.host?.toLowerCase() !== new URL(origin).host) {
    throw new AppError(403, 'foreign_host', `This is not the address of the local Teams host. Open ${origin} instead.`);
  }
}

function verifyOrigin({ method, headers }: HttpRequestHead, own: string): void {
  const isReading = method === 'GET' || method === 'HEAD';
  const { origin, 'sec-fetch-site': site } = headers;
  const isOwnOrigin = origin === own || (isReading && origin === undefined);
  const isOwnSite = site === undefined || site === 'same-origin' || (isReading && site === 'none');
  if (!isOwnOrigin || !isOwnSite) {
    throw new AppError(403, 'foreign_origin', 'Only the page of the local Teams host may ask this.');
  }
}
