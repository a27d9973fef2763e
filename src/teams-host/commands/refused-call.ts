import type { Vault } from '../vault/vault.ts';
import type { MessageAnswer, SignInAnswer } from '../wire/answers.ts';
import type { ApiUse } from './api-use.ts';
import type { Credential } from './credential.ts';
import { toSignIn } from './find-credential.ts';
import { toMessage } from './to-message.ts';

/** Deletes a token that the app rejected with 401. @returns whether the vault has a newer one. */
export async function rejectToken(
  vault: Vault,
  { authorization, user, flow }: Pick<ApiUse, 'authorization' | 'user' | 'flow'>,
  credential: Credential,
): Promise<boolean> {
  if (credential.kind !== 'token' || credential.registrationId === undefined) {
    return false;
  }
  const isReplaced = await vault.reject(user, credential.registrationId, credential.token);
  const asked = authorization.kind === 'oauth' ? 'is asked to sign in again' : 'must allow it again';
  const note = isReplaced
    ? `The app rejected a token that has been replaced since: the new one of ${user.name} is kept.`
    : `The app rejected the token: it was deleted, and ${user.name} ${asked}.`;
  flow.add({ from: 'Teams host', to: 'Teams host', request: 'Vault', ms: 0, note });
  return isReplaced;
}

/** Returns the answer for the person if the app refused the call. */
export function toRefusal(
  vault: Vault,
  use: Pick<ApiUse, 'app' | 'authorization' | 'mismatch'>,
  status: 401 | 403,
): SignInAnswer | MessageAnswer {
  const { authorization } = use;
  const { name } = use.app.manifest;
  if (status === 403) {
    return toMessage(
      `You have no access to ${name}`,
      'The app knows you, but does not allow you to do this.',
      'Ask the owners of the app for access. Signing in again does not help.',
    );
  }
  if (authorization.kind !== 'oauth') {
    const remedy = toRemedyOf401(use);
    return toMessage(`${name} refused the call`, 'The app requires authentication.', remedy);
  }
  const registration = vault.registration(authorization.registrationId);
  return toSignIn({ id: authorization.registrationId, name: registration?.name ?? name });
}

/** Remedy if the app answers 401 to a person's access token. */
export const remedyOfRefusedToken = 'Compare issuer, audience and expiry in the claims with what the app expects.';

/** Returns the remedy if the app answers 401. */
export function toRemedyOf401({ authorization, mismatch }: Pick<ApiUse, 'authorization' | 'mismatch'>): string {
  if (mismatch !== undefined) {
    return mismatch;
  }
  switch (authorization.kind) {
    case 'oauth':
    case 'singleSignOn':
      return remedyOfRefusedToken;
    case 'apiKey':
      return 'Correct the API key in the registration.';
    case 'none':
      return 'Declare in the manifest how calls are authorized, or allow calls without authorization in the app.';
  }
}
