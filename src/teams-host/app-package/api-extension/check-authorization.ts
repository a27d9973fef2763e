import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';

const at = ['composeExtensions', 0, 'authorization'] as const;

/** The configuration of each kind of authorization. */
const configurations: Readonly<Record<string, string | undefined>> = {
  none: undefined,
  apiSecretServiceAuth: 'apiSecretServiceAuthConfiguration',
  'oAuth2.0': 'oAuthConfiguration',
};
const allConfigurations = ['apiSecretServiceAuthConfiguration', 'oAuthConfiguration', 'microsoftEntraConfiguration'];

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
  if (kind === 'microsoftEntra') {
    return [
      { at: [...at, 'authType'], text: '"microsoftEntra" needs Teams itself. Use "oAuth2.0" to run in this host.' },
    ];
  }
  if (typeof kind !== 'string' || !Object.hasOwn(configurations, kind)) {
    const is = kind === undefined ? '"authorization.authType" is missing' : `${JSON.stringify(kind)} is unknown`;
    const text = `${is}. Set it to "none", "apiSecretServiceAuth" or "oAuth2.0".`;
    return [{ at: [...at, 'authType'], text }];
  }
  const own = configurations[kind];
  const others = allConfigurations.filter((name) => name !== own && authorization[name] !== undefined);
  return [
    ...others.map((name) => ({
      at: [...at, name],
      text: `"authType" is "${kind}", which has no such configuration. Remove it, or change "authType".`,
    })),
    ...checkConfiguration(manifest, authorization, kind),
  ];
}

function checkConfiguration(manifest: JsonObject, authorization: unknown, kind: string): readonly ManifestFault[] {
  switch (kind) {
    case 'apiSecretServiceAuth':
      return textMember(member(authorization, 'apiSecretServiceAuthConfiguration'), 'apiSecretRegistrationId')
        ? []
        : [
            {
              at: [...at, 'apiSecretServiceAuthConfiguration', 'apiSecretRegistrationId'],
              text: '"apiSecretServiceAuth" needs the id of a registration in "apiSecretServiceAuthConfiguration.apiSecretRegistrationId". Add it.',
            },
          ];
    case 'oAuth2.0':
      return checkOAuth(manifest, member(authorization, 'oAuthConfiguration'));
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
    const text = '"oauthConfigurationId" is not a property that Teams knows. Spell it "oAuthConfigurationId".';
    faults.push({ at: [...at, 'oAuthConfiguration', 'oauthConfigurationId'], text });
  } else if (!textMember(configuration, 'oAuthConfigurationId')) {
    const text = '"oAuth2.0" needs the id of a registration in "oAuthConfiguration.oAuthConfigurationId". Add it.';
    faults.push({ at: [...at, 'oAuthConfiguration', 'oAuthConfigurationId'], text });
  }
  return faults;
}
