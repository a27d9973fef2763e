import type { OAuthRegistration, SingleSignOnRegistration } from './registration.ts';

/** The id in the vault. Ids in the registrations file have no spaces, so the two never collide. */
export const toTeamsRegistrationId = ({ id }: Pick<SingleSignOnRegistration, 'id'>): string => `single sign-on ${id}`;

/**
 * Returns the registration with which the vault keeps the tokens of the Teams client for an app, in the scope that every
 * app with single sign-on exposes. The tokens are sent to no API.
 */
export function toTeamsRegistration({
  resource,
  issuer,
  jwksUri,
  ...client
}: SingleSignOnRegistration): OAuthRegistration {
  return {
    ...client,
    kind: 'oauth',
    id: toTeamsRegistrationId(client),
    name: `Teams for ${resource}`,
    scope: `${resource}/access_as_user offline_access`,
    baseUrl: 'https://single-sign-on.invalid/',
    restrictByOrg: 'any',
    restrictByApp: 'any',
  };
}
