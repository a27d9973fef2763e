import { StartupFault } from '../../foundation/startup-fault.ts';
import type { BotRegistration, OAuthRegistration } from '../vault/registration.ts';
import type { Vault } from '../vault/vault.ts';
import type { Person } from '../wire/person.ts';

/** Id of the Teams channel in the Bot Framework. */
export const teamsChannel = 'msteams';

/** An OAuth connection of a bot. */
export interface Connection {
  readonly name: string;
  /** Id of the registration that exists only for this bot and connection. */
  readonly registrationId: string;
  /** The application ID URI whose tokens it exchanges (single sign-on). */
  readonly tokenExchangeUrl?: string | undefined;
}

/** Ids in the registrations file have no spaces, so these never collide with them. */
function toRegistrationId(appId: string, name: string): string {
  return `bot ${appId.toLowerCase()} ${name.toLowerCase()}`;
}

/** Returns the OAuth connections of a bot. */
export function connectionsOf({ appId, oauthConnections }: BotRegistration): readonly Connection[] {
  return oauthConnections.map(({ name, tokenExchangeUrl }) => ({
    name,
    registrationId: toRegistrationId(appId, name),
    tokenExchangeUrl,
  }));
}

/** @param name compared case-insensitively. */
export function findConnection(bot: BotRegistration | undefined, name: string): Connection | undefined {
  return bot && connectionsOf(bot).find((connection) => connection.name.toLowerCase() === name.toLowerCase());
}

/** Returns the owner under which the token service stores tokens of a person, separate from those of the vault. */
export function toTokenOwner(person: Person): Person {
  return { ...person, id: `${person.id} ${teamsChannel}` };
}

/**
 * Returns a function that finds the registration of a connection by its id: with the present client, endpoints and scope
 * of the registration that the connection names, and an id of its own, so that the tokens of each connection are stored
 * separately.
 * @throws StartupFault if a connection does not name an OAuth registration.
 */
export function createFindConnectionRegistration(
  bots: readonly BotRegistration[],
  vault: Pick<Vault, 'registration'>,
): (id: string) => OAuthRegistration | undefined {
  const connections = new Map(
    bots.flatMap(({ appId, oauthConnections }) =>
      oauthConnections.map((connection) => [toRegistrationId(appId, connection.name), connection] as const),
    ),
  );
  for (const { name, registrationId } of connections.values()) {
    if (vault.registration(registrationId)?.kind !== 'oauth') {
      throw new StartupFault(
        `The connection ${name} names ${registrationId}, which is not an OAuth registration. Correct the registrations file.`,
      );
    }
  }
  return (id) => {
    const connection = connections.get(id);
    const registration = connection && vault.registration(connection.registrationId);
    return connection !== undefined && registration?.kind === 'oauth'
      ? { ...registration, id, name: `${registration.name} (${connection.name})` }
      : undefined;
  };
}
