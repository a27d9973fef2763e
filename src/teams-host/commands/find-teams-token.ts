import type { SingleSignOn } from '../single-sign-on/single-sign-on.ts';
import type { ApiUse } from './api-use.ts';
import type { Credential } from './credential.ts';
import { toMessage } from './to-message.ts';

/**
 * Finds the credential for a call with single sign-on: the person's token for the app, which Microsoft Entra ID gives
 * the Teams client.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-microsoft-entra
 */
export async function findTeamsToken(
  singleSignOn: Pick<SingleSignOn, 'token'>,
  { app, user, flow }: Pick<ApiUse, 'app' | 'user' | 'flow'>,
): Promise<Credential> {
  const found = await singleSignOn.token(app, user, flow);
  const { name } = app.manifest;
  switch (found.type) {
    case 'token':
      return { kind: 'token', token: found.token, claims: undefined, registrationId: found.registrationId };
    case 'consent':
      return {
        kind: 'outcome',
        outcome: { type: 'signIn', title: `Allow ${name} to know who you are`, url: found.url },
      };
    case 'none':
      return { kind: 'outcome', outcome: toMessage(`${name} cannot be used here`, found.why, found.remedy) };
  }
}
