import { InvalidRequest, NotFound } from '../../foundation/errors.ts';
import { type Handler, type HttpResponse, json, type Route } from '../../foundation/http.ts';
import { member } from '../../foundation/json-value.ts';
import { jsonBody } from '../../server/json-body.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Bots } from '../bots/bots.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import { readSessionCookie, toSessionCookie } from '../sessions/cookie.ts';
import type { Admit, Guard, SessionHandler } from '../sessions/guard.ts';
import { toReloadPage } from '../sessions/same-site-reload.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { createPopupHandler, createReturnHandler, type PopupStep } from '../sign-in/popup-step.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { KeptTokens } from '../token-service/kept-tokens.ts';
import type { Vault } from '../vault/vault.ts';
import type { PageFiles } from './bundle-page.ts';
import { followChat } from './chat-routes.ts';
import { toEventStream } from './event-stream.ts';
import { file } from './file.ts';
import { findApp } from './parse-page-request.ts';
import { toSessionRepresentation } from './session-representation.ts';

/** Where the authorization server sends the browser back to; the same path as in Teams. */
export const redirectPath = '/api/platform/v1.0/oAuthRedirect';

export interface RoutesOptions {
  /** The first gives the page its icon. */
  readonly apps: readonly [AppPackage, ...AppPackage[]];
  readonly sessions: Sessions;
  readonly vault: Vault;
  readonly keptTokens: KeptTokens;
  readonly guard: Guard;
  readonly bots: Bots;
  readonly chat: Conversations;
  readonly people: Directory;
  readonly signIn: SignIn;
  readonly page: PageFiles;
}

/** Every address of the host. */
export function createRoutes(options: RoutesOptions): readonly Route[] {
  const { page, guard } = options;
  const { icons } = options.apps[0].manifest;
  const get = (path: string, admit: Admit): Route => ({ method: 'GET', path, admit });
  const post = (path: string, admit: Admit): Route => ({ method: 'POST', path, admit, body });
  const { open, own } = guard;

  return [
    get('/', open(openPage(options))),
    get(
      '/page.js',
      open(async () => file('js', page.js)),
    ),
    get(
      '/page.css',
      open(async () => file('css', page.css)),
    ),
    get(
      '/app/color.png',
      open(async () => file('png', icons.color)),
    ),
    get('/apps/:appId/color.png', open(sendIcon(options))),
    get('/api/session', own(showSession(options))),
    post('/api/session/user', own(sitDown(options))),
    get('/sign-in/:registrationId', own(startSignIn(options))),
    get(redirectPath, open(finishSignIn(options))),
    post('/api/sign-out', own(signOut(options))),
    post('/api/forget-consent', own(forgetConsent(options))),
    get(
      '/api/flow',
      own(async (_, session) => answer(session.flow())),
    ),
    get(
      '/api/events',
      own(async (_, session) => toEventStream(session, followChat(options, session))),
    ),
  ];
}

const body = jsonBody(64 * 1024);
const nothing: HttpResponse = { status: 204, headers: { 'Cache-Control': 'no-store' } };

function answer(value: unknown): HttpResponse {
  return json(200, value, { 'Cache-Control': 'no-store' });
}

function openPage({ page, sessions }: RoutesOptions): Handler {
  return async ({ headers, query }) => {
    const known = sessions.find(readSessionCookie(headers));
    if (known === undefined && headers['sec-fetch-site'] === 'cross-site' && !query.has('again')) {
      // A link on another site led here without the cookie: there may well be a session.
      return file('html', toReloadPage('/?again=1'));
    }
    const cookie = known === undefined ? { 'Set-Cookie': toSessionCookie(sessions.create().id, headers) } : {};
    return file('html', page.html, cookie);
  };
}

function sendIcon({ apps }: RoutesOptions): Handler {
  return async ({ params }) => file('png', findApp(apps, params.appId).manifest.icons.color);
}

function showSession(options: RoutesOptions): SessionHandler {
  return async (_, { user }) => answer(await toSessionRepresentation({ ...options, user }));
}

function sitDown({ people }: RoutesOptions): SessionHandler {
  return async (request, session) => {
    const user = people.all.find(({ id }) => id === member(request.body, 'userId'));
    if (user === undefined) {
      throw new InvalidRequest('"userId" is none of the people here.', { field: 'userId' });
    }
    session.switchUser(user);
    return nothing;
  };
}

/** The first page of the pop-up, which leads to the authorization server. */
function startSignIn(options: RoutesOptions): SessionHandler {
  return createPopupHandler({
    async run({ params }, { id, user }, flow) {
      const registrationId = registrationsOf(options).find((known) => known === params.registrationId);
      if (registrationId === undefined) {
        throw new NotFound('No app signs in with this registration.');
      }
      return options.signIn.startSignIn(user, id, registrationId, flow);
    },
  });
}

/** The last page of it, where the authorization server sends the browser back to. */
function finishSignIn({ sessions, signIn }: RoutesOptions): Handler {
  const run: PopupStep['run'] = ({ query }, { id }, flow) => signIn.finishSignIn(id, query, flow);
  return createReturnHandler(sessions, { run });
}

function signOut({ keptTokens }: RoutesOptions): SessionHandler {
  return async (_, session) => {
    const flow = session.begin('Sign out', 'sign-out');
    await keptTokens.forget(session.user);
    const note = `The tokens of ${session.user.name} are forgotten; the authorization server learns nothing of it.`;
    flow.add({ from: 'Teams host', to: 'Teams host', request: 'Vault', ms: 0, note });
    return nothing;
  };
}

function forgetConsent({ keptTokens }: RoutesOptions): SessionHandler {
  return async (_, session) => {
    const flow = session.begin('Forget consent', 'forget-consent');
    const isRevoked = await keptTokens.forgetConsent(session.user, flow);
    const message = isRevoked
      ? 'The authorization server has forgotten the consent; the next sign-in asks for it again.'
      : 'The tokens here are forgotten. Nothing was revoked at the authorization server: the flow says why.';
    return answer({ message });
  };
}

function registrationsOf({ apps }: RoutesOptions): readonly string[] {
  const ids = apps.flatMap(({ manifest: { authorization } }) =>
    authorization.kind === 'oauth' ? [authorization.registrationId] : [],
  );
  return [...new Set(ids)];
}
