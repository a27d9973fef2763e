import { errors, type Provider } from 'oidc-provider';
import type { SingleSignOnApp } from './authorization-server-options.ts';
import { allowFormRedirects, type PageContext } from './page-policy.ts';
import { accountPage } from './pages/account-page.ts';
import { consentPage } from './pages/consent-page.ts';
import { type SignInPage, signInPage } from './pages/sign-in-page.ts';
import type { Consents } from './people/consents.ts';
import { demoPassword, findPerson, isPassword, type Person, people, tenants } from './people/people.ts';
import type { SignInAttempts } from './people/sign-in-attempts.ts';
import { readForm } from './read-form.ts';
import type { ResourceAccess } from './resource-access.ts';

export interface Interactions {
  /** Shows the page of an interaction: sign-in, account or consent. */
  show(ctx: PageContext, uid: string): Promise<void>;
  /** Handles the posted form of that page and redirects. */
  submit(ctx: PageContext, uid: string): Promise<void>;
}

export interface InteractionsOptions {
  readonly provider: Provider;
  readonly access: ResourceAccess;
  readonly singleSignOn: SingleSignOnApp | undefined;
  readonly consents: Consents;
  readonly attempts: SignInAttempts;
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Creates the interactive steps of an authorization request: sign-in, account and consent. */
export function createInteractions(options: InteractionsOptions): Interactions {
  const { provider, access, singleSignOn, consents, attempts } = options;
  return {
    async show(ctx, uid) {
      const interaction = await findInteraction(ctx, uid);
      switch (interaction.prompt.name) {
        case 'login':
          return showSignIn(ctx, interaction, { picked: hintedPerson(interaction)?.sub });
        case 'select_account':
          return showAccount(ctx, interaction);
        default:
          return showConsent(ctx, interaction);
      }
    },
    async submit(ctx, uid) {
      const interaction = await findInteraction(ctx, uid);
      const form = await readForm(ctx.req);
      const action = form.get('action');
      if (action === 'cancel') {
        await finish(ctx, interaction, { error: 'access_denied', error_description: 'The person chose Cancel.' });
      } else if (interaction.prompt.name === 'login') {
        await signIn(ctx, interaction, form);
      } else if (action === 'switch') {
        await switchAccount(ctx, interaction);
      } else if (action === 'continue' && interaction.prompt.name === 'select_account') {
        await finish(ctx, interaction, { select_account: {} });
      } else if (action === 'allow' && interaction.prompt.name === 'consent') {
        await allow(ctx, interaction);
      } else {
        throw new errors.InvalidRequest('the form has no known action');
      }
    },
  };

  async function findInteraction(ctx: PageContext, uid: string): Promise<Interaction> {
    const interaction = await provider.interactionDetails(ctx.req, ctx.res);
    if (interaction.uid !== uid) {
      throw new errors.SessionNotFound('the cookie belongs to another interaction');
    }
    return interaction;
  }

  async function page(ctx: PageContext, interaction: Interaction) {
    const client = await provider.Client.find(String(interaction.params.client_id));
    const redirectUri = String(interaction.params.redirect_uri);
    allowFormRedirects(ctx, [redirectUri]);
    ctx.type = 'html';
    return {
      action: `/interaction/${interaction.uid}`,
      clientName: client?.clientName ?? 'an app',
      returnsTo: new URL(redirectUri).host,
    };
  }

  async function showSignIn(
    ctx: PageContext,
    interaction: Interaction,
    state: Pick<SignInPage, 'picked' | 'problem'>,
  ): Promise<void> {
    ctx.body = signInPage({ ...(await page(ctx, interaction)), tenants, people, password: demoPassword, ...state });
  }

  async function showAccount(ctx: PageContext, interaction: Interaction): Promise<void> {
    ctx.body = accountPage({ ...(await page(ctx, interaction)), person: signedIn(interaction) });
  }

  async function showConsent(ctx: PageContext, interaction: Interaction): Promise<void> {
    const person = signedIn(interaction);
    const { openid, ofResource } = missingScopes(interaction);
    ctx.body = consentPage({
      ...(await page(ctx, interaction)),
      person,
      scopes: [
        ...openid,
        ...Object.values(ofResource).flat(),
        ...(alsoAllows(String(interaction.params.client_id))?.scopes ?? []),
      ].map(access.describe),
    });
  }

  async function signIn(ctx: PageContext, interaction: Interaction, form: URLSearchParams): Promise<void> {
    const person = findPerson(form.get('person'));
    if (person === undefined) {
      ctx.status = 400;
      await showSignIn(ctx, interaction, { problem: { field: 'person', text: 'Choose a person.' } });
      return;
    }
    const wait = attempts.secondsToWait(person.sub);
    if (wait > 0) {
      ctx.status = 429;
      ctx.set('Retry-After', String(wait));
      await refusePassword(ctx, interaction, person, `Too many wrong passwords. Try again in ${wait} seconds.`);
    } else if (!isPassword(form.get('password') ?? '')) {
      attempts.failed(person.sub);
      ctx.status = 401;
      await refusePassword(ctx, interaction, person, 'The password is wrong. Try again.');
    } else {
      attempts.succeeded(person.sub);
      await endOtherSession(ctx, interaction, person);
      await finish(ctx, interaction, { login: { accountId: person.sub } });
    }
  }

  function refusePassword(ctx: PageContext, interaction: Interaction, person: Person, text: string) {
    return showSignIn(ctx, interaction, { picked: person.sub, problem: { field: 'password', text } });
  }

  /** Ends the session of another person, for whose switch the provider would need a script on the page. */
  async function endOtherSession(ctx: PageContext, interaction: Interaction, person: Person): Promise<void> {
    if (interaction.session !== undefined && interaction.session.accountId !== person.sub) {
      const session = await provider.Session.get(ctx);
      await session.destroy();
      interaction.session = undefined;
      await interaction.persist();
    }
  }

  async function allow(ctx: PageContext, interaction: Interaction): Promise<void> {
    const { sub } = signedIn(interaction);
    const clientId = String(interaction.params.client_id);
    await allowAlso(sub, alsoAllows(clientId));
    const existing = interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId);
    const grant = existing ?? new provider.Grant({ accountId: sub, clientId });
    const { openid, ofResource } = missingScopes(interaction);
    grant.addOIDCScope(openid.join(' '));
    for (const [indicator, scopes] of Object.entries(ofResource)) {
      grant.addResourceScope(indicator, scopes.join(' '));
    }
    const grantId = await grant.save();
    consents.remember(sub, clientId, grantId);
    await finish(ctx, interaction, { consent: { grantId } });
  }

  /** The app that the consent for this client includes, as `knownClientApplications` of Microsoft Entra ID. */
  function alsoAllows(clientId: string): SingleSignOnApp | undefined {
    return singleSignOn?.teamsClientId === clientId ? singleSignOn : undefined;
  }

  async function allowAlso(sub: string, app: SingleSignOnApp | undefined): Promise<void> {
    if (app !== undefined) {
      const clientId = app.appClientId;
      const known = consents.grantId(sub, clientId);
      const existing = known === undefined ? undefined : await provider.Grant.find(known);
      const grant = existing ?? new provider.Grant({ accountId: sub, clientId });
      grant.addResourceScope(access.defaultAudience(clientId), app.scopes.join(' '));
      consents.remember(sub, clientId, await grant.save());
    }
  }

  /** Ends the session and restarts the same authorization request. */
  async function switchAccount(ctx: PageContext, interaction: Interaction): Promise<void> {
    const session = await provider.Session.get(ctx);
    await session.destroy();
    await interaction.destroy();
    const query = new URLSearchParams(
      Object.entries(interaction.params).flatMap(([name, value]) =>
        [value]
          .flat()
          .flatMap((item): [string, string][] => (item === undefined || item === null ? [] : [[name, String(item)]])),
      ),
    );
    redirect(ctx, `${provider.pathFor('authorization')}?${query}`);
  }

  async function finish(ctx: PageContext, interaction: Interaction, result: NonNullable<Interaction['result']>) {
    const mergeWithLastSubmission = interaction.prompt.name !== 'login';
    redirect(ctx, await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission }));
  }
}

function redirect(ctx: PageContext, location: string): void {
  ctx.redirect(location);
  ctx.status = 303;
}

function signedIn(interaction: Interaction): Person {
  const person = findPerson(interaction.session?.accountId);
  if (person === undefined) {
    throw new errors.SessionNotFound('no one is signed in');
  }
  return person;
}

function hintedPerson(interaction: Interaction): Person | undefined {
  const hint = interaction.params.login_hint;
  return people.find((person) => person.sub === hint || person.name === hint);
}

function missingScopes(interaction: Interaction) {
  // The details of oidc-provider's checks, which it declares as unknown.
  const { missingOIDCScope, missingResourceScopes } = interaction.prompt.details as {
    missingOIDCScope?: readonly string[];
    missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
  };
  return { openid: missingOIDCScope ?? [], ofResource: missingResourceScopes ?? {} };
}
