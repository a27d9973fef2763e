import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { Icons } from './read-icons.ts';

export interface Manifest {
  readonly manifestVersion: string;
  /** The app's id, a GUID. */
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly description: string;
  readonly developer: string;
  readonly icons: Icons;
  readonly authorization: Authorization;
  /** Host names allowed in pop-ups and dialogs; `*` matches one label. */
  readonly validDomains: readonly string[];
  /** `webApplicationInfo.resource`: the application ID URI for single sign-on. Undefined without `webApplicationInfo`. */
  readonly singleSignOnResource: string | undefined;
}

/** How calls to the app's API are authorized; `registrationId` is the id of a registration in the vault. */
export type Authorization =
  | { readonly kind: 'none' }
  | { readonly kind: 'apiKey'; readonly registrationId: string }
  | { readonly kind: 'oauth'; readonly registrationId: string }
  /** Calls have the token that Microsoft Entra ID gives the Teams client for `singleSignOnResource`. */
  | { readonly kind: 'singleSignOn' };

/** Reads a checked manifest. */
export function readManifest(manifest: JsonObject, icons: Icons): Manifest {
  const [extension] = listMember(manifest, 'composeExtensions');
  return {
    manifestVersion: textMember(manifest, 'manifestVersion') ?? '',
    id: textMember(manifest, 'id') ?? '',
    version: textMember(manifest, 'version') ?? '',
    name: textMember(manifest.name, 'short') ?? '',
    description: textMember(manifest.description, 'short') ?? '',
    developer: textMember(manifest.developer, 'name') ?? '',
    icons,
    authorization: readAuthorization(extension),
    singleSignOnResource: toResource(manifest.webApplicationInfo),
    validDomains: listMember(manifest, 'validDomains').filter((domain) => typeof domain === 'string'),
  };
}

function toResource(webApplicationInfo: unknown): string | undefined {
  return isJsonObject(webApplicationInfo) ? (textMember(webApplicationInfo, 'resource') ?? '') : undefined;
}

/** Bots are called without tokens of the vault, so the `authorization` of a bot-based extension is ignored. */
function readAuthorization(extension: unknown): Authorization {
  const authorization = member(extension, 'authorization');
  if (member(extension, 'composeExtensionType') !== 'apiBased') {
    return { kind: 'none' };
  }
  switch (member(authorization, 'authType')) {
    case 'oAuth2.0': {
      const configuration = member(authorization, 'oAuthConfiguration');
      return { kind: 'oauth', registrationId: textMember(configuration, 'oAuthConfigurationId') ?? '' };
    }
    case 'apiSecretServiceAuth': {
      const configuration = member(authorization, 'apiSecretServiceAuthConfiguration');
      return { kind: 'apiKey', registrationId: textMember(configuration, 'apiSecretRegistrationId') ?? '' };
    }
    case 'microsoftEntra':
      return { kind: 'singleSignOn' };
    default:
      return { kind: 'none' };
  }
}
