import type { Method, Route } from '../../../http.ts';
import type { BotCall, BotOperation } from '../channel/admit-bot.ts';
import { isSame } from '../channel/chat.ts';
import { noFlow, type Turns } from '../channel/turns.ts';
import type { Flow } from '../flow/flow.ts';
import { file } from '../routes/files.ts';
import type { Admit, Guard } from '../routes/guard.ts';
import { readSessionCookie } from '../session/cookie.ts';
import type { Session } from '../session/session.ts';
import type { Sessions } from '../session/sessions.ts';
import type { SignIn, SignInResult } from '../sign-in/sign-in.ts';
import { toComeAgainPage, toSignInEndPage } from '../sign-in-end/sign-in-end-page.ts';
import { toTokenOwner } from './connections.ts';
import { parseSignInState } from './parse-sign-in-state.ts';
import type { LinkRefusal, SignInLinks } from './sign-in-links.ts';
import type { TokenService } from './token-service.ts';

export const tokenServicePath = '/token-service';
/** Where the authorization server sends the browser back to; the same path as at the real service. */
export const tokenRedirectPath = `${tokenServicePath}/.auth/web/redirect`;
export const signInLinkPath = `${tokenServicePath}/api/oauth/signin`;

export interface TokenServiceRoutesOptions {
  readonly guard: Guard;
  readonly admitBot: (operation: BotOperation) => Admit;
  readonly turns: Turns;
  readonly tokenService: TokenService;
  readonly links: SignInLinks;
  readonly sessions: Sessions;
  /** Known once the host listens. */
  readonly signIn: () => SignIn;
}

/** What bots ask of the token service, and the two pages of it that people pass in the pop-up. */
export function createTokenServiceRoutes(options: TokenServiceRoutesOptions): readonly Route[] {
  const { guard, admitBot, turns, tokenService } = options;
  const flow = (call: Omit<BotCall, 'flow'>): Flow => turns.ofUser(call.bot.appId, findUserId(call)) ?? noFlow;
  const call = (method: Method, path: string, note: string, run: BotOperation['run']): Route => ({
    method,
    path: `${tokenServicePath}/api/${path}`,
    ...(method === 'POST' ? { body: { types: ['application/json'], limit: 64 * 1024 } as const } : {}),
    admit: admitBot({ note, flow, run }),
  });
  return [
    call('GET', 'usertoken/GetToken', 'Asks for the token of a person', tokenService.getToken),
    call('DELETE', 'usertoken/SignOut', 'Signs a person out', tokenService.signOut),
    call('GET', 'usertoken/GetTokenStatus', 'Asks where a person is signed in', tokenService.getTokenStatus),
    call('POST', 'usertoken/GetAadTokens', 'Asks for tokens of resources', tokenService.getAadTokens),
    call('POST', 'usertoken/exchange', 'Wants to exchange a token', tokenService.exchange),
    call('GET', 'botsignin/GetSignInResource', 'Asks for a sign-in link', tokenService.getSignInResource),
    { method: 'GET', path: signInLinkPath, admit: guard.open((request) => followLink(options, request)) },
    { method: 'GET', path: tokenRedirectPath, admit: guard.open((request) => finish(options, request)) },
  ];
}

/** Whom a call is about: GetSignInResource says so in its state, which is judged later. */
function findUserId({ query }: Omit<BotCall, 'flow'>): string {
  try {
    return query.get('userId') ?? parseSignInState(query.get('state')).userId;
  } catch {
    return '';
  }
}

type Request = Parameters<Parameters<Guard['open']>[0]>[0];

/** The first page of the pop-up: it only goes on where the person the link was made for sits at this browser. */
async function followLink({ sessions, links, signIn }: TokenServiceRoutesOptions, { headers, query }: Request) {
  const session = sessions.find(readSessionCookie(headers));
  const id = query.get('signin') ?? '';
  const found = links.find(id);
  if (session === undefined || typeof found === 'string' || !isSame(found.user, session.user)) {
    const why = session === undefined ? noSession : typeof found === 'string' ? refusals[found] : notYours;
    return file('html', toSignInEndPage({ ok: false, ...why }));
  }
  const flow = session.signInFlow('Sign in');
  const owner = toTokenOwner(found.user);
  const url = await signIn().startSignIn(owner, session.id, found.registrationId, flow);
  links.begin(id, url.searchParams.get('state') ?? '');
  return { status: 302, headers: { Location: url.href, 'Cache-Control': 'no-store' } };
}

/** The last page: exchanges the code and gives the page that opened the pop-up the verification code. */
async function finish(options: TokenServiceRoutesOptions, { headers, query, path }: Request) {
  const session = options.sessions.find(readSessionCookie(headers));
  const isSecondWay = query.has('again');
  query.delete('again');
  if (session === undefined) {
    return file(
      'html',
      isSecondWay
        ? toSignInEndPage({ ok: false, ...noSession })
        : toComeAgainPage(`${path}?${new URLSearchParams([...query, ['again', '1']])}`),
    );
  }
  const { result, about } = await finishSignIn(options, session, query);
  return file('html', toSignInEndPage(result, about), { 'Cache-Control': 'no-store' });
}

async function finishSignIn(
  { links, signIn }: TokenServiceRoutesOptions,
  session: Session,
  query: URLSearchParams,
): Promise<{
  readonly result: SignInResult;
  readonly about: { readonly connectionName?: string; readonly signInId?: string };
}> {
  const link = links.ofState(query.get('state') ?? '');
  if (link === undefined || typeof link.signIn === 'string') {
    const why = refusals[link === undefined ? 'unknown' : (link.signIn as LinkRefusal)];
    return { result: { ok: false, ...why }, about: {} };
  }
  const about = { connectionName: link.signIn.connectionName, signInId: link.id };
  if (!isSame(link.signIn.user, session.user)) {
    return { result: { ok: false, ...notYours }, about };
  }
  const result = await signIn().finishSignIn(session.id, query, session.signInFlow('Sign in'));
  if (result.ok) {
    links.finish(link.id);
  }
  return { result, about };
}

const again = 'Close this window and ask the app to sign you in once more.';

const refusals: Readonly<Record<LinkRefusal, { title: string; text: string; remedy: string }>> = {
  unknown: {
    title: 'This link leads nowhere',
    text: 'The host knows no such sign-in; it may have restarted since.',
    remedy: again,
  },
  used: { title: 'This link was used', text: 'Somebody has signed in with it. Each is good once.', remedy: again },
  expired: { title: 'This link is too old', text: 'A sign-in link is good for ten minutes.', remedy: again },
};

const notYours = {
  title: 'This sign-in is somebody else’s',
  text: 'The link was made for another person than the one who sits at this browser. Nothing was stored.',
  remedy: again,
};

const noSession = {
  title: 'This browser has no session here',
  text: 'The sign-in was started in another browser, or the host was started anew meanwhile.',
  remedy: 'Open the page of the local Teams host and sign in from there.',
};
