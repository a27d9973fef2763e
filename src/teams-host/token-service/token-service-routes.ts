import { type Method, methods, type Route } from '../../foundation/http.ts';
import type { Turns } from '../bots/turns.ts';
import { type AdmitBot, type BotOperation, type CallPlace, unknownOperation } from '../connector/admit-bot.ts';
import { isSamePerson } from '../conversations/conversations.ts';
import type { Flow } from '../flow/flow.ts';
import type { Guard } from '../sessions/guard.ts';
import type { Session } from '../sessions/session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { SignInFailure } from '../sign-in/explain-response.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { SignInAbout } from '../sign-in/sign-in-end-page.ts';
import { createComeAgain, createPopupHandler, type PopupStep } from '../sign-in/sign-in-popup.ts';
import { SignInRefused } from '../sign-in/sign-in-refused.ts';
import { toTokenOwner } from './connections.ts';
import { parseSignInState } from './parse-sign-in-state.ts';
import { createSignInLinks, type LinkedSignIn, type LinkRefusal, type SignInLinks } from './sign-in-links.ts';
import { createTokenService, type TokenServiceOptions } from './token-service.ts';

export const tokenServicePath = '/token-service';
/** Where the authorization server sends the browser back to; the same path as at the real service. */
export const tokenRedirectPath = `${tokenServicePath}/.auth/web/redirect`;
export const signInLinkPath = `${tokenServicePath}/api/oauth/signin`;

export interface TokenServiceRoutesOptions extends Omit<TokenServiceOptions, 'links' | 'toLink'> {
  readonly guard: Guard;
  readonly admitBot: AdmitBot;
  readonly turns: Turns;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly origin: string;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
}

/** What bots ask of the token service, and the two pages of it that people pass in the pop-up. */
export function createTokenServiceRoutes(options: TokenServiceRoutesOptions): readonly Route[] {
  const { guard, admitBot, turns, sessions, origin, now, randomBytes } = options;
  const links = createSignInLinks(now, randomBytes);
  const toLink = (id: string): string => `${origin}${signInLinkPath}?signin=${id}`;
  const tokenService = createTokenService({ ...options, links, toLink });
  const findFlow = (place: CallPlace): Flow | undefined =>
    turns.find({ appId: place.appId, userId: findUserId(place) });
  const call = (method: Method, path: string, note: string, run: BotOperation['run']): Route => ({
    method,
    path: `${tokenServicePath}/api/${path}`,
    ...(method === 'POST' ? { body: { types: ['application/json'], limit: 64 * 1024 } as const } : {}),
    ...admitBot({ note, findFlow, run }),
  });
  const page = (path: string, step: PopupStep): Route => ({
    method: 'GET',
    path,
    admit: guard.open(createComeAgain(sessions, createPopupHandler(step))),
  });
  return [
    call('GET', 'usertoken/GetToken', 'Asks for the token of a person', tokenService.getToken),
    call('DELETE', 'usertoken/SignOut', 'Signs a person out', tokenService.signOut),
    call('GET', 'usertoken/GetTokenStatus', 'Asks where a person is signed in', tokenService.getTokenStatus),
    call('POST', 'usertoken/GetAadTokens', 'Asks for tokens of resources', tokenService.getAadTokens),
    call('POST', 'usertoken/exchange', 'Wants to exchange a token', tokenService.exchange),
    call('GET', 'botsignin/GetSignInResource', 'Asks for a sign-in link', tokenService.getSignInResource),
    call('GET', 'botsignin/GetSignInUrl', 'Asks for a sign-in link', tokenService.getSignInUrl),
    call(
      'GET',
      'usertoken/GetTokenOrSignInResource',
      'Asks for the token of a person, or a sign-in link',
      tokenService.getTokenOrSignInResource,
    ),
    page(signInLinkPath, followLink(options, links)),
    page(tokenRedirectPath, finish(options, links)),
    ...methods.map((method) => ({ method, path: `${tokenServicePath}/api/*`, ...admitBot(unknownOperation) })),
  ];
}

/** Whom a call is about: GetSignInResource says so in its state, which is judged later. */
function findUserId({ query }: CallPlace): string {
  try {
    return query.get('userId') ?? parseSignInState(query.get('state')).userId;
  } catch {
    return '';
  }
}

/** The first page of the pop-up: it only goes on where the person the link was made for sits at this browser. */
function followLink({ signIn }: TokenServiceRoutesOptions, links: SignInLinks): PopupStep {
  const idOf = (query: URLSearchParams): string => query.get('signin') ?? '';
  return {
    async run({ query }, session, flow) {
      const id = idOf(query);
      const { user, registrationId } = verifyLink(links.find(id), session);
      const url = await signIn.startSignIn(toTokenOwner(user), session.id, registrationId, flow);
      links.begin(id, url.searchParams.get('state') ?? '');
      return url;
    },
    about: (query) => toAbout(idOf(query), links.find(idOf(query))),
  };
}

/** The last page: exchanges the code and gives the page that opened the pop-up the verification code. */
function finish({ signIn }: TokenServiceRoutesOptions, links: SignInLinks): PopupStep {
  const linkOf = (query: URLSearchParams) => links.ofState(query.get('state') ?? '');
  return {
    async run({ query }, session, flow) {
      const link = linkOf(query);
      verifyLink(link?.signIn ?? 'unknown', session);
      const result = await signIn.finishSignIn(session.id, query, flow);
      if (result.ok && link !== undefined) {
        links.finish(link.id);
      }
      return result;
    },
    about: (query) => {
      const link = linkOf(query);
      return link === undefined ? {} : toAbout(link.id, link.signIn);
    },
  };
}

/** @throws SignInRefused for a link that is not good any more, or not this person's. */
function verifyLink(found: LinkedSignIn | LinkRefusal, { user }: Session): LinkedSignIn {
  if (typeof found === 'string') {
    throw new SignInRefused(404, 'link_refused', refusals[found]);
  }
  if (!isSamePerson(found.user, user)) {
    throw new SignInRefused(403, 'not_yours', notYours);
  }
  return found;
}

function toAbout(signInId: string, found: LinkedSignIn | LinkRefusal): SignInAbout {
  return { signInId, ...(typeof found === 'string' ? {} : { connectionName: found.connectionName }) };
}

const again = 'Close this window and ask the app to sign you in once more.';

const refusals: Readonly<Record<LinkRefusal, SignInFailure>> = {
  unknown: {
    title: 'This link leads nowhere',
    text: 'The host knows no such sign-in; it may have restarted since.',
    remedy: again,
  },
  used: { title: 'This link was used', text: 'Somebody has signed in with it. Each is good once.', remedy: again },
  expired: { title: 'This link is too old', text: 'A sign-in link is good for ten minutes.', remedy: again },
};

const notYours: SignInFailure = {
  title: 'This sign-in is somebody else’s',
  text: 'The link was made for another person than the one who sits at this browser. Nothing was stored.',
  remedy: again,
};
