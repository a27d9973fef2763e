import type { AppPackage } from '../app-package/app-package.ts';
import { toDisplayClaims } from '../flow/display-claims.ts';
import type { Flow } from '../flow/flow.ts';
import type { SingleSignOnRegistration } from '../vault/registration.ts';
import { SignInUnavailable } from '../vault/sign-in-unavailable.ts';
import { toTeamsRegistrationId } from '../vault/teams-registration.ts';
import type { Vault } from '../vault/vault.ts';
import type { Hop } from '../wire/hop.ts';
import type { Person } from '../wire/person.ts';
import { type Explanation, explainConfiguration } from './explain-configuration.ts';
import { isTokenOf } from './is-token-of.ts';

/** The token that Teams sends to an app, or why it has none; `why` and `remedy` are sentences. */
export type TeamsToken =
  | { readonly type: 'token'; readonly token: string; readonly registrationId: string }
  /** The person must allow it once, in the pop-up with this path on the host. */
  | { readonly type: 'consent'; readonly url: string }
  | ({ readonly type: 'none' } & Explanation);

export interface SingleSignOn {
  /**
   * Gets the person's token for the application ID URI of an app, as the Teams client does.
   * @param app undefined if no app is installed whose bot has asked for the token.
   * @param uri the application ID URI that the app asks for; that of its manifest if absent.
   */
  token(app: AppPackage | undefined, user: Person, flow: Flow, uri?: string): Promise<TeamsToken>;
  /** Ids of the registrations with which people consent. */
  readonly registrationIds: readonly string[];
}

export function createSingleSignOn(registrations: readonly SingleSignOnRegistration[], vault: Vault): SingleSignOn {
  async function findToken(
    app: AppPackage | undefined,
    user: Person,
    flow: Flow,
    uri: string | undefined,
  ): Promise<TeamsToken> {
    const resource = app?.manifest.singleSignOnResource;
    const registration = registrations.find((candidate) => candidate.resource === resource);
    const problem = explainConfiguration(app, uri, registration !== undefined);
    if (problem !== undefined || registration === undefined) {
      return { type: 'none', ...(problem ?? unknown) };
    }
    const id = toTeamsRegistrationId(registration);
    const token = await vault.accessToken(user, id, flow);
    if (token === undefined) {
      return { type: 'consent', url: `/sign-in/${encodeURIComponent(id)}` };
    }
    if (!isTokenOf(user, token)) {
      await vault.forget(user, id);
      const why = `The account that was used for single sign-on is not that of ${user.name}, who is signed in to Teams.`;
      const remedy = `Use the account whose "oid" or "sub" claim is the id of ${user.name} (${user.id}).`;
      return { type: 'none', why, remedy };
    }
    return { type: 'token', token, registrationId: id };
  }

  return {
    registrationIds: registrations.map(toTeamsRegistrationId),
    async token(app, user, flow, uri) {
      const found = await findToken(app, user, flow, uri).catch((cause: unknown): TeamsToken => {
        if (!(cause instanceof SignInUnavailable)) {
          throw cause;
        }
        return { type: 'none', why: cause.message, remedy: cause.remedy };
      });
      flow.add({
        ...hop,
        request: `Token for ${app?.manifest.singleSignOnResource || 'the app'}`,
        ...toOutcome(found),
      });
      return found;
    },
  };
}

const hop = { from: 'Teams host', to: 'Teams host', ms: 0 } as const;
const unknown: Explanation = { why: 'Single sign-on is not possible.', remedy: 'Check the registrations file.' };

function toOutcome(found: TeamsToken): Pick<Hop, 'note' | 'claims' | 'failure'> {
  switch (found.type) {
    case 'token':
      return {
        note: 'Single sign-on: Teams has a token of the person for the app.',
        claims: toDisplayClaims(found.token),
      };
    case 'consent':
      return { note: 'Single sign-on: the person must allow it once.' };
    case 'none':
      return { note: 'Single sign-on is not possible.', failure: { why: found.why, remedy: found.remedy } };
  }
}
