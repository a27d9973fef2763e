import type { Method, Route } from '../../foundation/http.ts';
import { jsonBody } from '../../server/json-body.ts';
import type { Turns } from '../bots/turns.ts';
import { type AdmitBot, type BotOperation, type CallPlace, methods, unknownOperation } from '../connector/admit-bot.ts';
import type { Flow } from '../flow/flow.ts';
import type { Guard } from '../sessions/guard.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { createReturnHandler, type PopupStep } from '../sign-in/popup-step.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { createFinishStep, createLinkStep } from './link-steps.ts';
import { parseSignInState } from './parse-sign-in-state.ts';
import { createSignInLinks } from './sign-in-links.ts';
import { createTokenService, type TokenServiceOptions } from './token-service.ts';

const tokenServicePath = '/token-service';
/** Path of the redirect URI; the same as at the real service. */
export const tokenRedirectPath = `${tokenServicePath}/.auth/web/redirect`;
const signInLinkPath = `${tokenServicePath}/api/oauth/signin`;

export interface TokenServiceRoutesOptions extends Omit<TokenServiceOptions, 'links' | 'toLink'> {
  readonly guard: Guard;
  readonly admitBot: AdmitBot;
  readonly turns: Turns;
  readonly sessions: Sessions;
  /** Signs in with the registrations that were created for connections. */
  readonly signIn: SignIn;
  readonly origin: string;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
}

/** Creates the routes of the token service: the operations that bots call, and the two pages of the sign-in pop-up. */
export function createTokenServiceRoutes(options: TokenServiceRoutesOptions): readonly Route[] {
  const { guard, admitBot, turns, sessions, signIn, origin, now, randomBytes } = options;
  const links = createSignInLinks(now, randomBytes);
  const toLink = (id: string): string => `${origin}${signInLinkPath}?signin=${id}`;
  const tokenService = createTokenService({ ...options, links, toLink });
  const findFlow = (place: CallPlace): Flow | undefined =>
    turns.find({ appId: place.appId, userId: findUserId(place) });
  const call = (method: Method, path: string, note: string, run: BotOperation['run']): Route => ({
    method,
    path: `${tokenServicePath}/api/${path}`,
    body: method === 'POST' ? body : undefined,
    ...admitBot({ note, findFlow, run: async (of) => ({ ...(await run(of)), isAnswer: true }) }),
  });
  const page = (path: string, step: PopupStep): Route => ({
    method: 'GET',
    path,
    admit: guard.open(createReturnHandler(sessions, step)),
  });
  return [
    call('GET', 'usertoken/GetToken', 'The bot requests a person’s token.', tokenService.getToken),
    call('DELETE', 'usertoken/SignOut', 'The bot signs a person out.', tokenService.signOut),
    call(
      'GET',
      'usertoken/GetTokenStatus',
      'The bot requests the sign-in status of a person.',
      tokenService.getTokenStatus,
    ),
    call('POST', 'usertoken/GetAadTokens', 'The bot requests tokens for resources.', tokenService.getAadTokens),
    call('POST', 'usertoken/exchange', 'The bot requests the exchange of a token.', tokenService.exchange),
    call('GET', 'botsignin/GetSignInResource', 'The bot requests a sign-in link.', tokenService.getSignInResource),
    call('GET', 'botsignin/GetSignInUrl', 'The bot requests a sign-in link.', tokenService.getSignInUrl),
    call(
      'GET',
      'usertoken/GetTokenOrSignInResource',
      'The bot requests a person’s token or a sign-in link.',
      tokenService.getTokenOrSignInResource,
    ),
    page(signInLinkPath, createLinkStep(links, signIn)),
    page(tokenRedirectPath, createFinishStep(links, signIn)),
    ...methods.map((method) => ({ method, path: `${tokenServicePath}/api/*`, ...admitBot(unknownOperation) })),
  ];
}

const body = jsonBody(64 * 1024);

/**
 * Returns the channel id of the person a call is about. GetSignInResource has it in its state, still unverified here.
 */
function findUserId({ query }: CallPlace): string {
  try {
    return query.get('userId') ?? parseSignInState(query.get('state')).userId;
  } catch {
    return '';
  }
}
