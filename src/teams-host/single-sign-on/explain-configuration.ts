import type { AppPackage } from '../app-package/app-package.ts';

/** A fault and what to change, a sentence each. */
export interface Explanation {
  readonly why: string;
  readonly remedy: string;
}

/**
 * Explains why an app has no single sign-on.
 * @param uri the application ID URI that the app asks for; that of its manifest if absent.
 * @param isRegistered whether the registrations file has a registration for the application ID URI of the manifest.
 * @returns undefined if it is configured.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-manifest
 */
export function explainConfiguration(
  app: AppPackage | undefined,
  uri: string | undefined,
  isRegistered: boolean,
): Explanation | undefined {
  const resource = app?.manifest.singleSignOnResource;
  if (resource === undefined) {
    return {
      why: 'The app package configures no single sign-on: manifest.json has no "webApplicationInfo".',
      remedy: 'Add "webApplicationInfo": {"id": app id in Microsoft Entra ID, "resource": "api://…"} to manifest.json.',
    };
  }
  if (!/^api:\/\/[^/]/.test(resource)) {
    return {
      why: `"webApplicationInfo.resource" of manifest.json is ${JSON.stringify(resource.slice(0, 100))}, which is not an application ID URI.`,
      remedy: 'Set it to the application ID URI of the app, api://botid-… or api://<domain>/botid-….',
    };
  }
  if (uri !== undefined && uri !== resource) {
    return {
      why: `The bot asks for a token for ${JSON.stringify(uri.slice(0, 100))}, but "webApplicationInfo.resource" of manifest.json is "${resource}".`,
      remedy: 'Make the token exchange URL of the OAuth connection and the manifest equal.',
    };
  }
  return isRegistered
    ? undefined
    : {
        why: `Teams would get a token for "${resource}" from Microsoft Entra ID. This host knows no authorization server for it.`,
        remedy: `Add {"kind": "singleSignOn", "resource": "${resource}", …} to the registrations file.`,
      };
}
