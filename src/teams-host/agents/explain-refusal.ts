import type { Authorization } from '../app-package/manifest/manifest.ts';
import { toMessage } from '../commands/to-message.ts';
import type { Refusal } from '../vault/is-allowed.ts';
import type { MessageAnswer } from '../wire/answers.ts';

/**
 * What Copilot says if a registration does not fit the plugin.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/plugin-authentication-troubleshooting
 */
const sentences: Readonly<Record<Refusal['rule'], string>> = {
  id: "No matching configuration found for referenceID in 'runtime.auth' section of the action manifest.",
  app: 'The App ID used in the request does not match the App ID in the authentication configuration. (HTTP 404)',
  baseUrl: 'The base URL in your authentication configuration does not match the server URL. (HTTP 401)',
  organisation: "Access is restricted by your organization's policy. (HTTP 404)",
};

/** Returns what Copilot says, followed by the reason. @param kind of the registration that the plugin names. */
export function explainRefusal({ rule, why, remedy }: Refusal, kind: Authorization['kind']): MessageAnswer {
  return toMessage(
    kind === 'apiKey' ? 'API key authentication failed' : 'OAuth authentication failed',
    `${sentences[rule]} ${why}`,
    remedy,
  );
}
