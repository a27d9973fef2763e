import { scopes } from '../../authorization/callers/principal.ts';
import type { AiPluginAuth, AiPluginSettings } from './ai-plugin-settings.ts';

/**
 * Returns the first plugin manifest (schema v1), which describes the API to an assistant; served at
 * `/.well-known/ai-plugin.json`.
 * @param publicUrl origin of the app.
 * @see https://web.archive.org/web/2023/https://platform.openai.com/docs/plugins/getting-started/plugin-manifest
 */
export function toAiPlugin({ auth, contactEmail }: AiPluginSettings, publicUrl: string) {
  return {
    schema_version: 'v1',
    name_for_human: 'Repairs',
    name_for_model: 'repairs',
    description_for_human: 'Find, read and change repair records.',
    description_for_model:
      'Use it to find, read, create, change and delete repair records of the organisation. Do not use it for anything else.',
    auth: toAuth(auth),
    api: { type: 'openapi', url: `${publicUrl}/openapi.json` },
    logo_url: `${publicUrl}/pictures/oil-change.png`,
    contact_email: contactEmail,
    legal_info_url: `${publicUrl}/terms`,
  };
}

function toAuth(auth: AiPluginAuth) {
  switch (auth.type) {
    case 'none':
      return { type: 'none' };
    case 'service_http':
      return { type: 'service_http', authorization_type: 'bearer', verification_tokens: {} };
    case 'oauth':
      return {
        type: 'oauth',
        client_url: auth.authorizationUrl,
        scope: scopes.join(' '),
        authorization_url: auth.tokenUrl,
        authorization_content_type: 'application/x-www-form-urlencoded',
        verification_tokens: {},
      };
  }
}
