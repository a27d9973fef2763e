import { registrationsOf } from '../agents/registrations-of.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Flow } from '../flow/flow.ts';
import type { SingleSignOn } from '../single-sign-on/single-sign-on.ts';
import type { BotRegistration } from '../vault/registration.ts';
import type { Vault } from '../vault/vault.ts';
import type { Person } from '../wire/person.ts';
import { connectionsOf, toTokenOwner } from './connections.ts';
import type { Verifications } from './verifications.ts';

/** All tokens that this host stores for a person: those of the vault and those of the token service. */
export interface StoredTokens {
  /** Whether the app has a sign-in, for its API or its bot. */
  usesSignIn(app: AppPackage): boolean;
  isSignedIn(app: AppPackage, user: Person): Promise<boolean>;
  /** Deletes a person's tokens for all apps, without a call to the authorization servers. */
  forget(user: Person): Promise<void>;
  /**
   * Deletes a person's tokens and revokes their consents.
   * @returns whether one was revoked.
   * @throws SignInUnavailable
   */
  forgetConsent(user: Person, flow: Flow): Promise<boolean>;
}

export interface StoredTokensOptions {
  readonly apps: readonly AppPackage[];
  readonly bots: readonly BotRegistration[];
  readonly vault: Vault;
  /** The vault of the token service. */
  readonly connections: Vault;
  readonly verifications: Verifications;
  readonly singleSignOn: Pick<SingleSignOn, 'registrationIds'>;
}

/** Where the tokens for an app are stored. */
interface Place {
  readonly vault: Vault;
  readonly registrationId: string;
  toOwner(user: Person): Person;
}

export function createStoredTokens({
  apps,
  bots,
  vault,
  connections,
  verifications,
  singleSignOn,
}: StoredTokensOptions): StoredTokens {
  function placesOf({ manifest: { authorization }, bot, botExtension }: AppPackage): readonly Place[] {
    const botIds = [bot?.id, botExtension?.botId];
    return [
      ...(authorization.kind === 'oauth'
        ? [{ vault, registrationId: authorization.registrationId, toOwner: (user: Person) => user }]
        : []),
      ...bots
        .filter(({ appId }) => botIds.includes(appId.toLowerCase()))
        .flatMap(connectionsOf)
        .map(({ registrationId }) => ({ vault: connections, registrationId, toOwner: toTokenOwner })),
    ];
  }

  const ofAgents = apps.flatMap(({ agent }) =>
    registrationsOf(agent).map((registrationId) => ({ vault, registrationId, toOwner: (user: Person) => user })),
  );
  // Two packages may name the same bot.
  const all = [
    ...new Map([...apps.flatMap(placesOf), ...ofAgents].map((place) => [place.registrationId, place])).values(),
  ];

  return {
    usesSignIn: (app) => placesOf(app).length > 0,
    async isSignedIn(app, user) {
      const signedIn = placesOf(app).map(({ vault, registrationId, toOwner }) =>
        vault.isSignedIn(toOwner(user), registrationId),
      );
      return (await Promise.all(signedIn)).includes(true);
    },
    async forget(user) {
      for (const { vault, registrationId, toOwner } of all) {
        verifications.forget(toOwner(user), registrationId);
        await vault.forget(toOwner(user), registrationId);
      }
    },
    async forgetConsent(user, flow) {
      let isRevoked = false;
      // A sign-out keeps these: the person remains signed in to Teams.
      for (const id of singleSignOn.registrationIds) {
        isRevoked = (await vault.forgetConsent(user, id, flow)) || isRevoked;
      }
      for (const { vault, registrationId, toOwner } of all) {
        verifications.forget(toOwner(user), registrationId);
        isRevoked = (await vault.forgetConsent(toOwner(user), registrationId, flow)) || isRevoked;
      }
      return isRevoked;
    },
  };
}
