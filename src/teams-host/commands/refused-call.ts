import type { Command } from '../app-package/api-extension/command.ts';
import type { Authorization } from '../app-package/manifest/manifest.ts';
import type { CommandAnswer } from '../wire/answers.ts';
import { toMessage } from './to-message.ts';

/** The message for 403. */
export function toNoAccess(appName: string): CommandAnswer {
  return toMessage(
    `You have no access to ${appName}`,
    'The app knows you, but does not allow you to do this.',
    'Ask the owners of the app for access. Signing in again does not help.',
  );
}

/** The message for 401 if the app has no sign-in. */
export function toUnknownCaller(appName: string, remedy: string): CommandAnswer {
  return toMessage(`${appName} refused the call`, 'The app requires authentication.', remedy);
}

/** What to change if the app answers 401 to a person's access token. */
export const remedyOfRefusedToken = 'Compare issuer, audience and expiry in the claims with what the app expects.';

/** What to change if the app answers 401. */
export function toRemedyOf401({ kind }: Authorization, { mismatch }: Pick<Command, 'mismatch'>): string {
  if (mismatch !== undefined) {
    return mismatch;
  }
  switch (kind) {
    case 'oauth':
      return remedyOfRefusedToken;
    case 'apiKey':
      return 'Correct the API key in the registration.';
    case 'none':
      return 'Declare in the manifest how calls are authorized, or allow calls without authorization in the app.';
  }
}
