import { AppError } from '../../foundation/errors.ts';
import type { Handler, HttpRequest, HttpRequestHead, HttpResponse } from '../../foundation/http.ts';
import { readSessionCookie } from './cookie.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** A handler that receives the session of the request. */
export type SessionHandler = (request: HttpRequest, session: Session) => Promise<HttpResponse>;

/** Accepts or rejects a request before its body is read. */
export type Admit = (head: HttpRequestHead) => Promise<Handler>;

export interface Guard {
  /** @throws AppError 403 for a Host header other than this host's own. */
  verifyHost(head: HttpRequestHead): void;
  /** For routes that any program on this machine may call. The result throws AppError 403 for another Host header. */
  open(handler: Handler): Admit;
  /**
   * For routes of a session, which only the host's own page may call, or the person by entering the URL. The result
   * throws AppError 403 for another Host, Origin or site, and 401 if there is no session.
   */
  own(handler: SessionHandler): Admit;
}

/**
 * Creates the guard against other web pages: it checks the Host header against DNS rebinding, and Origin and
 * Sec-Fetch-Site against cross-site request forgery.
 * @param origin of this host.
 */
export function createGuard(sessions: Sessions, origin: string): Guard {
  const verifyHost: Guard['verifyHost'] = ({ headers }) => {
    if (headers.host?.toLowerCase() !== new URL(origin).host) {
      const message = `This is not the address of the local Teams host. Open ${origin} instead.`;
      throw new AppError(403, 'foreign_host', message);
    }
  };
  return {
    verifyHost,
    open: (handler) => async (head) => {
      verifyHost(head);
      return handler;
    },
    own: (handler) => async (head) => {
      verifyHost(head);
      verifyOrigin(head, origin);
      const session = sessions.find(readSessionCookie(head.headers));
      if (session === undefined) {
        throw new AppError(401, 'no_session', 'This browser has no session here. Open the page of the host again.');
      }
      return (request) => handler(request, session);
    },
  };
}

/** Whether another page, including one on another port of this machine, links to or embeds the requested URL. */
export function isFromElsewhere({ 'sec-fetch-site': site }: HttpRequestHead['headers']): boolean {
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function verifyOrigin({ method, headers }: HttpRequestHead, own: string): void {
  const isReading = method === 'GET' || method === 'HEAD';
  const { origin } = headers;
  const isOwnOrigin = origin === own || (isReading && origin === undefined);
  if (!isOwnOrigin || isFromElsewhere(headers)) {
    throw new AppError(403, 'foreign_origin', 'Only the page of the local Teams host may send this request.');
  }
}
