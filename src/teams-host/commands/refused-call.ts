import type { Authorization, Command } from '../app-package/app-package.ts';
import { type CommandOutcome, toMessage } from './command-outcome.ts';

/** What the person reads where the app answered 403. */
export function toNoAccess(appName: string): CommandOutcome {
  return toMessage(
    `You have no access to ${appName}`,
    'The app knows you and does not let you do this.',
    'Ask the people who run the app for access; signing in again does not help.',
  );
}

/** What the person reads where the app answered 401 and there is nobody to sign in. */
export function toUnknownCaller(appName: string, remedy: string): CommandOutcome {
  return toMessage(`${appName} refused the call`, 'The app wants to know who calls.', remedy);
}

/** What to change where the app answers 401 to a person's access token. */
export const remedyOfRefusedToken = 'Compare issuer, audience and expiry among the claims with what the app expects.';

/** What to change where the app answers 401. */
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
      return 'Say in the manifest how calls are authorized, or let the app answer without.';
  }
}
