import { createHash } from 'node:crypto';
import { InvalidRequest, NotFound } from '../../foundation/errors.ts';
import type { Handler, Route } from '../../foundation/http.ts';
import { member } from '../../foundation/json-value.ts';
import type { Allowances } from '../agents/allowances.ts';
import { registrationsOf as registrationsOfAgent } from '../agents/registrations-of.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Bots } from '../bots/bots.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import { readSessionCookie, toSessionCookie } from '../sessions/cookie.ts';
import { type Admit, type Guard, isFromElsewhere, type SessionHandler } from '../sessions/guard.ts';
import { toReloadPage } from '../sessions/same-site-reload.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { createPopupHandler, createReturnHandler, type PopupStep } from '../sign-in/popup-step.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { SingleSignOn } from '../single-sign-on/single-sign-on.ts';
import type { StoredTokens } from '../token-service/stored-tokens.ts';
import type { Vault } from '../vault/vault.ts';
import type { HopContent } from '../wire/hop.ts';
import type { SessionView } from '../wire/session.ts';
import { followChat } from './chat-routes.ts';
import { toEventStream } from './event-stream.ts';
import type { PageFiles } from './page-files/bundle-page.ts';
import { type FileKind, file } from './page-files/file.ts';
import { createPageRoute, type PageHandler } from './page-route.ts';
import { findApp } from './parse-page-request.ts';
import { toSessionRepresentation } from './session-representation.ts';

/** Path of the redirect URI; the same as in Teams. */
export const redirectPath = '/api/platform/v1.0/oAuthRedirect';

export interface SessionRoutesOptions {
  /** The icon of the first app is the icon of the page. */
  readonly apps: readonly [AppPackage, ...AppPackage[]];
  readonly sessions: Sessions;
  readonly vault: Vault;
  readonly storedTokens: StoredTokens;
  readonly allowances: Allowances;
  readonly guard: Guard;
  readonly bots: Bots;
  readonly conversations: Conversations;
  readonly directory: Directory;
  readonly signIn: SignIn;
  readonly singleSignOn: Pick<SingleSignOn, 'registrationIds'>;
  readonly page: PageFiles;
  /** What was discarded at the start, as sentences for the page. */
  readonly notices: readonly string[];
  /** Id of the saved state. */
  readonly stateId: string;
}

/** Creates the routes for the page's files, session, sign-in and events. */
export function createSessionRoutes(options: SessionRoutesOptions): readonly Route[] {
  const { page, guard } = options;
  const { icons } = options.apps[0].manifest;
  const route = createPageRoute(guard);
  const get = (path: string, admit: Admit): Route => ({ method: 'GET', path, admit });
  const serve = (path: string, kind: FileKind, content: string | Uint8Array): Route =>
    get(
      path,
      guard.open(async () => file(kind, content)),
    );

  return [
    get('/', guard.open(openPage(options))),
    serve('/page.js', 'js', page.js),
    serve('/page.css', 'css', page.css),
    serve('/app/color.png', 'png', icons.color),
    get('/apps/:appId/color.png', guard.open(sendIcon(options))),
    route('GET /api/session', showSession(options)),
    route('POST /api/session/user', switchUser(options)),
    get('/sign-in/:registrationId', guard.own(startSignIn(options))),
    get(redirectPath, guard.open(finishSignIn(options))),
    route('POST /api/sign-out', signOut(options)),
    route('POST /api/forget-consent', forgetConsent(options)),
    route('GET /api/flow', (_, session) => session.flow()),
    route('GET /api/flows/:flowId/hops/:hop', showHop),
    get('/api/events', guard.own(followEvents(options))),
  ];
}

function openPage({ page, sessions }: SessionRoutesOptions): Handler {
  return async ({ headers, query }) => {
    const known = sessions.find(readSessionCookie(headers));
    if (known === undefined && isFromElsewhere(headers)) {
      // The browser omits the cookie when it follows a link from another site, so there may still be a session, which a
      // new cookie would end. The reload comes from this page, and the other URL keeps it from being a repetition.
      return file('html', toReloadPage(query.has('again') ? '/' : '/?again=1'));
    }
    const cookie = known === undefined ? { 'Set-Cookie': toSessionCookie(sessions.create().id, headers) } : {};
    return file('html', page.html, cookie);
  };
}

function sendIcon({ apps }: SessionRoutesOptions): Handler {
  return async ({ params }) => file('png', findApp(apps, params.appId).manifest.icons.color);
}

function followEvents(options: SessionRoutesOptions): SessionHandler {
  return async (_, session) => toEventStream(session, followChat(options, session));
}

function showSession(options: SessionRoutesOptions): PageHandler<SessionView> {
  const pageVersion = createHash('sha256').update(options.page.js).digest('base64url');
  return (_, { user }) => toSessionRepresentation({ ...options, user, pageVersion });
}

function switchUser({ directory }: SessionRoutesOptions): PageHandler<void> {
  return (request, session) => {
    const user = directory.all.find(({ id }) => id === member(request.body, 'userId'));
    if (user === undefined) {
      throw new InvalidRequest('"userId" does not name a person of this host.', { field: 'userId' });
    }
    session.switchUser(user);
  };
}

/** The first page of the sign-in pop-up, which redirects to the authorization server. */
function startSignIn(options: SessionRoutesOptions): SessionHandler {
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

/** The last page of the sign-in pop-up, to which the authorization server redirects. */
function finishSignIn({ sessions, signIn }: SessionRoutesOptions): Handler {
  const run: PopupStep['run'] = ({ query }, { id }, flow) => signIn.finishSignIn(id, query, flow);
  const isOwn: PopupStep['isOwn'] = (query, { id }) => signIn.isStarted(id, query);
  return createReturnHandler(sessions, { run, isOwn });
}

const showHop: PageHandler<HopContent> = ({ params }, session) => {
  const content = session
    .flows()
    .find(({ id }) => id === params.flowId)
    ?.content(Number(params.hop));
  if (content === undefined) {
    throw new NotFound('The host keeps the bodies of the last actions only, and not after a restart.');
  }
  return content;
};

function signOut({ storedTokens }: SessionRoutesOptions): PageHandler<void> {
  return async (_, session) => {
    const flow = session.begin('Sign out', 'sign-out');
    await storedTokens.forget(session.user);
    const note = `The tokens of ${session.user.name} were deleted; the authorization server was not notified.`;
    flow.add({ from: 'Teams host', to: 'Teams host', request: 'Vault', ms: 0, note });
  };
}

function forgetConsent({ storedTokens }: SessionRoutesOptions): PageHandler<{ readonly message: string }> {
  return async (_, session) => {
    const flow = session.begin('Forget consent', 'forget-consent');
    const isRevoked = await storedTokens.forgetConsent(session.user, flow);
    const message = isRevoked
      ? 'The consent was revoked at the authorization server; the next sign-in asks for it again.'
      : 'The tokens were deleted here. Nothing was revoked at the authorization server; the flow shows why.';
    return { message };
  };
}

function registrationsOf({ apps, singleSignOn }: SessionRoutesOptions): readonly string[] {
  const ids = apps.flatMap(({ manifest: { authorization }, agent }) => [
    ...(authorization.kind === 'oauth' ? [authorization.registrationId] : []),
    ...registrationsOfAgent(agent),
  ]);
  return [...new Set(ids), ...singleSignOn.registrationIds];
}
