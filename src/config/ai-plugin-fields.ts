import { z } from 'zod';
import type { AiPluginSettings } from '../api/callers/ai-plugin-settings.ts';
import type { CallerKind } from '../authorization/callers/caller-kinds.ts';
import { parseUrlWithoutQuery } from './parse-url.ts';
import { oneOf, parsed, text } from './setting-forms.ts';

/** The kinds of caller of each value of AI_PLUGIN_AUTH, one of which must be permitted. */
const callersOf = {
  off: [],
  none: ['anonymous'],
  service_http: ['service'],
  oauth: ['person', 'opaque'],
} as const satisfies Record<string, readonly CallerKind[]>;

/**
 * Returns the schema of the settings of the first plugin manifest.
 * @param auth the text of AI_PLUGIN_AUTH, if it is set.
 */
export function createAiPluginFields(auth = 'off') {
  const needed = <Schema extends z.ZodType>(isNeeded: boolean, schema: Schema, values: string) =>
    isNeeded ? schema : z.undefined(`nothing, because AI_PLUGIN_AUTH is not ${values}`);
  const address = (what: string) =>
    needed(
      auth === 'oauth',
      parsed(
        `the https (http only on loopback) address of the ${what} endpoint of the authorization server`,
        (value) => parseUrlWithoutQuery(value)?.href,
      ),
      'oauth',
    );
  return {
    AI_PLUGIN_AUTH: oneOf(['off', 'none', 'service_http', 'oauth']).default('off'),
    AI_PLUGIN_CONTACT_EMAIL: needed(
      auth !== 'off',
      text('the e-mail address of the operator of the API', /^[^\s@"<>]+@[^\s@"<>]+$/),
      'none, service_http or oauth',
    ),
    AI_PLUGIN_AUTHORIZATION_URL: address('authorization'),
    AI_PLUGIN_TOKEN_URL: address('token'),
  };
}

type AiPluginValues = z.output<z.ZodObject<ReturnType<typeof createAiPluginFields>>>;

/** Adds an issue if the plugin authenticates as a kind of caller that is not permitted. */
export function checkAiPlugin(
  settings: AiPluginValues & { readonly API_CALLERS: readonly CallerKind[] },
  context: z.core.$RefinementCtx<unknown>,
): void {
  const { AI_PLUGIN_AUTH: auth, API_CALLERS: permitted } = settings;
  const kinds: readonly CallerKind[] = callersOf[auth];
  if (kinds.length > 0 && !kinds.some((kind) => permitted.includes(kind))) {
    const message = `off, or add ${kinds.join(' or ')} to API_CALLERS`;
    context.addIssue({ code: 'custom', path: ['AI_PLUGIN_AUTH'], message });
  }
}

/** Returns what the first plugin manifest says, or undefined if there is none. */
export function toAiPluginSettings(settings: AiPluginValues): AiPluginSettings | undefined {
  const {
    AI_PLUGIN_AUTH: type,
    AI_PLUGIN_CONTACT_EMAIL: contactEmail,
    AI_PLUGIN_AUTHORIZATION_URL: authorizationUrl,
    AI_PLUGIN_TOKEN_URL: tokenUrl,
  } = settings;
  if (type === 'off' || contactEmail === undefined) {
    return undefined;
  }
  if (type !== 'oauth') {
    return { auth: { type }, contactEmail };
  }
  return authorizationUrl === undefined || tokenUrl === undefined
    ? undefined
    : { auth: { type, authorizationUrl, tokenUrl }, contactEmail };
}
