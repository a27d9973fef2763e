import { isSamePerson } from '../conversations/conversations.ts';
import type { Session } from '../sessions/session.ts';
import type { SignInFailure } from '../sign-in/explain-response.ts';
import type { PopupStep } from '../sign-in/popup-step.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { SignInAbout } from '../sign-in/sign-in-end-page.ts';
import { SignInRefused } from '../sign-in/sign-in-refused.ts';
import { toTokenOwner } from './connections.ts';
import type { LinkedSignIn, LinkRefusal, SignInLinks } from './sign-in-links.ts';

/**
 * The first step of the pop-up: redirects to the authorization server if the link was issued for the user of this
 * session.
 */
export function createLinkStep(links: SignInLinks, signIn: SignIn): PopupStep {
  const idOf = (query: URLSearchParams): string => query.get('signin') ?? '';
  return {
    async run({ query }, session, flow) {
      const id = idOf(query);
      const { user, registrationId } = verifyLink(links.find(id), session);
      const url = await signIn.startSignIn(toTokenOwner(user), session.id, registrationId, flow);
      links.begin(id, url.searchParams.get('state') ?? '');
      return url;
    },
    isOwn: (query) => links.find(idOf(query)) !== 'unknown',
    about: (query) => toAbout(idOf(query), links.find(idOf(query))),
  };
}

/** The last step: exchanges the authorization code. The page that opened the pop-up receives a verification code. */
export function createFinishStep(links: SignInLinks, signIn: SignIn): PopupStep {
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
    isOwn: (query) => linkOf(query) !== undefined,
    about: (query) => {
      const link = linkOf(query);
      return link === undefined ? {} : toAbout(link.id, link.signIn);
    },
  };
}

/** @throws SignInRefused 404 for a link that is no longer valid, 403 for the link of another person. */
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
  return { signInId, connectionName: typeof found === 'string' ? undefined : found.connectionName };
}

const remedy = 'Close this window and ask the app to sign you in again.';

const refusals: Readonly<Record<LinkRefusal, SignInFailure>> = {
  unknown: {
    title: 'This link is unknown',
    text: 'The host has no such sign-in; it may have restarted since the link was issued.',
    remedy,
  },
  used: { title: 'This link was used', text: 'A sign-in with it has succeeded, and it can be used only once.', remedy },
  expired: { title: 'This link has expired', text: 'A sign-in link is valid for ten minutes.', remedy },
};

const notYours: SignInFailure = {
  title: 'This sign-in belongs to somebody else',
  text: 'The link was issued to a person other than the user of this browser. Nothing was stored.',
  remedy,
};
