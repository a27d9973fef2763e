import { StartupFault } from '../../foundation/startup-fault.ts';
import type { BotRegistration, OAuthRegistration } from '../vault/registration.ts';
import type { Vault } from '../vault/vault.ts';
import type { Person } from '../wire/person.ts';

export const channelId = 'msteams';

/** An OAuth connection of one bot, as the vault keeps its tokens. */
export interface Connection {
  readonly name: string;
  /** Of the registration made for this bot and connection alone. */
  readonly registrationId: string;
}

/** No id of the registrations file has a space, so that no token is ever kept under two meanings. */
function toRegistrationId(appId: string, name: string): string {
  return `bot ${appId.toLowerCase()} ${name.toLowerCase()}`;
}

/** The connections of a bot; names are compared without case. */
export function connectionsOf({ appId, oauthConnections }: BotRegistration): readonly Connection[] {
  return oauthConnections.map(({ name }) => ({ name, registrationId: toRegistrationId(appId, name) }));
}

export function findConnection(bot: BotRegistration | undefined, name: string): Connection | undefined {
  return bot && connectionsOf(bot).find((connection) => connection.name.toLowerCase() === name.toLowerCase());
}

/** A person as the vault keys tokens of the token service: on this channel. */
export function toTokenOwner(person: Person): Person {
  return { ...person, id: `${person.id} ${channelId}` };
}

/**
 * One registration for each bot and connection: the client, endpoints and scope of the one it names, with tokens of its own.
 * @throws StartupFault where it names none.
 */
export function toConnectionRegistrations(
  bots: readonly BotRegistration[],
  vault: Pick<Vault, 'registration'>,
): readonly OAuthRegistration[] {
  return bots.flatMap(({ appId, oauthConnections }) =>
    oauthConnections.map(({ name, registrationId }) => {
      const registration = vault.registration(registrationId);
      if (registration?.kind !== 'oauth') {
        throw new StartupFault(
          `The connection ${name} names no OAuth registration (${registrationId}): correct the registrations.`,
        );
      }
      return { ...registration, id: toRegistrationId(appId, name), name: `${registration.name} (${name})` };
    }),
  );
}
