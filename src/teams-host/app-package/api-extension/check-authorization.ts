import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { isLoopback } from '../../../foundation/loopback.ts';
import { listMember } from '../../../local/list-member.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';

const at = ['composeExtensions', 0, 'authorization'] as const;

/** The configuration of each kind of authorization. */
const configurations: Readonly<Record<string, string | undefined>> = {
  none: undefined,
  apiSecretServiceAuth: 'apiSecretServiceAuthConfiguration',
  'oAuth2.0': 'oAuthConfiguration',
  microsoftEntra: 'microsoftEntraConfiguration',
};

/**
 * Checks how calls to the API are authorized.
 * @param authorization without one, calls need no authentication.
 */
export function checkAuthorization(manifest: JsonObject, authorization: unknown): readonly ManifestFault[] {
  // The schema reports values of other types.
  if (!isJsonObject(authorization)) {
    return [];
  }
  const kind = member(authorization, 'authType');
  if (typeof kind !== 'string' || !Object.hasOwn(configurations, kind)) {
    const is = kind === undefined ? '"authorization.authType" is missing' : `${JSON.stringify(kind)} is unknown`;
    const text = `${is}. Set it to "none", "apiSecretServiceAuth", "oAuth2.0" or "microsoftEntra".`;
    return [{ at: [...at, 'authType'], text }];
  }
  const own = configurations[kind];
  const others = Object.values(configurations)
    .filter((name) => name !== undefined)
    .filter((name) => name !== own && authorization[name] !== undefined);
  return [
    ...others.map((name) => ({
      at: [...at, name],
      text: `"authType" is "${kind}", which has no such configuration. Remove it, or change "authType".`,
    })),
    ...checkConfiguration(manifest, authorization, kind),
  ];
}

function checkConfiguration(manifest: JsonObject, authorization: JsonObject, kind: string): readonly ManifestFault[] {
  const configuration = authorization[configurations[kind] ?? ''];
  if (configuration !== undefined && !isJsonObject(configuration)) {
    return [];
  }
  switch (kind) {
    case 'apiSecretServiceAuth':
      return textMember(configuration, 'apiSecretRegistrationId')?.trim()
        ? []
        : [
            {
              at: [...at, 'apiSecretServiceAuthConfiguration', 'apiSecretRegistrationId'],
              text: '"apiSecretServiceAuth" needs the id of a registration in "apiSecretServiceAuthConfiguration.apiSecretRegistrationId". Add it.',
            },
          ];
    case 'oAuth2.0':
      return checkOAuth(manifest, configuration);
    case 'microsoftEntra':
      return checkMicrosoftEntra(manifest, configuration);
    default:
      return [];
  }
}

function checkOAuth(manifest: JsonObject, configuration: unknown): readonly ManifestFault[] {
  const faults: ManifestFault[] = [];
  const minor = /^1\.(\d+)$/.exec(textMember(manifest, 'manifestVersion') ?? '')?.[1];
  if (minor !== undefined && Number(minor) < 26) {
    const text = '"oAuth2.0" needs manifest version 1.26 or newer. Raise "manifestVersion" and "$schema".';
    faults.push({ at: [...at, 'authType'], text });
  }
  if (member(configuration, 'oauthConfigurationId') !== undefined) {
    const remedy =
      member(configuration, 'oAuthConfigurationId') === undefined ? 'Spell it "oAuthConfigurationId".' : 'Remove it.';
    const text = `"oauthConfigurationId" is not a property that Teams knows. ${remedy}`;
    faults.push({ at: [...at, 'oAuthConfiguration', 'oauthConfigurationId'], text });
  } else if (!textMember(configuration, 'oAuthConfigurationId')?.trim()) {
    const text = '"oAuth2.0" needs the id of a registration in "oAuthConfiguration.oAuthConfigurationId". Add it.';
    faults.push({ at: [...at, 'oAuthConfiguration', 'oAuthConfigurationId'], text });
  }
  return faults;
}

/** @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-microsoft-entra */
function checkMicrosoftEntra(manifest: JsonObject, configuration: unknown): readonly ManifestFault[] {
  const faults: ManifestFault[] = [];
  if (member(configuration, 'supportsSingleSignOn') !== true) {
    const text = '"microsoftEntra" needs "microsoftEntraConfiguration": {"supportsSingleSignOn": true}. Add it.';
    faults.push({ at: [...at, 'microsoftEntraConfiguration', 'supportsSingleSignOn'], text });
  }
  if (!textMember(manifest.webApplicationInfo, 'resource')) {
    const text =
      '"microsoftEntra" needs the application ID URI of the app, "api://<domain of the API>/<app id>". Add it.';
    faults.push({ at: ['webApplicationInfo', 'resource'], text });
  }
  return faults;
}

/**
 * Checks that the application ID URI of an app with single sign-on names the domain of its API, as Teams requires. A
 * server on this machine has no domain, so any is accepted.
 * @param api a checked API document.
 */
export function checkResourceDomain(manifest: JsonObject, api: JsonObject): readonly ManifestFault[] {
  const resource = textMember(manifest.webApplicationInfo, 'resource') ?? '';
  const server = URL.parse(textMember(listMember(api, 'servers')[0], 'url') ?? '')?.hostname ?? '';
  const domain = /^api:\/\/([^/]*)\//.exec(resource)?.[1];
  // `checkAuthorization` reports that there is none.
  if (resource === '' || domain === server || isLoopback(server)) {
    return [];
  }
  const text = `${JSON.stringify(resource.slice(0, 100))} does not name the domain of the API, "${server}". Set it to "api://${server}/<app id>".`;
  return [{ at: ['webApplicationInfo', 'resource'], text }];
}
