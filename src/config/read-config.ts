import { resolve } from 'node:path';
import type { z } from 'zod';
import type { AiPluginSettings } from '../api/callers/ai-plugin-settings.ts';
import type { AuthorizationSettings } from '../authorization/callers/authorization-settings.ts';
import type { BotSettings } from '../bot/bot-settings.ts';
import type { LogLevel } from '../foundation/log.ts';
import { StartupFault } from '../foundation/startup-fault.ts';
import { toAiPluginSettings } from './ai-plugin-fields.ts';
import { toCallers } from './caller-settings.ts';
import { channelNames, createSettingsSchema } from './settings-schema.ts';

/** The settings of the app. */
export interface Config {
  /** Origin under which callers reach the app, without a slash at the end. */
  readonly publicUrl: string;
  /** Address to listen on. */
  readonly host: string;
  /** 0 selects a free port. */
  readonly port: number;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly authorization: AuthorizationSettings;
  /** What the first plugin manifest says; undefined if it is not served. */
  readonly aiPlugin: AiPluginSettings | undefined;
  readonly bot: BotSettings;
  /** Origin under which the bot reaches the repairs API. */
  readonly repairsApiUrl: string;
  /**
   * Origins of Teams clients, besides Microsoft's own, that may show the app's pages and exchange messages with them.
   */
  readonly teamsOrigins: readonly string[];
  readonly logLevel: LogLevel;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A placeholder left over from a template or a document, for example `${{NAME}}` or `<your tenant>`. */
const placeholder = /\$\{|\{\{|<[^>]*>/;

/**
 * Reads the app's settings; nothing else reads the environment.
 * @throws StartupFault that names every missing or invalid setting and its remedy, but no values.
 */
export function readConfig(env: Environment): Config {
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;
  // An empty list permits nobody, and is not taken for the default.
  const isEmpty = (name: string): boolean => name === 'API_CALLERS' && env[name] !== undefined && !read(name);
  const schema = createSettingsSchema({
    profile: read('OAUTH_PROFILE'),
    appType: read('BOT_APP_TYPE'),
    apiCallers: read('API_CALLERS'),
    aiPluginAuth: read('AI_PLUGIN_AUTH'),
    hasChannel: channelNames.some(read),
  });
  const isPlaceholder = (name: string): boolean => placeholder.test(read(name) ?? '');
  // Null is invalid for every setting, also for those with a default.
  const texts = Object.keys(schema.shape).map((name) => [
    name,
    isPlaceholder(name) || isEmpty(name) ? null : read(name),
  ]);
  const { data, error } = schema.safeParse(Object.fromEntries(texts));
  if (error !== undefined) {
    const toProblem = (name: string): string => {
      if (isEmpty(name)) {
        return 'is empty';
      }
      return isPlaceholder(name) ? 'still contains a placeholder' : read(name) ? 'is invalid' : 'is not set';
    };
    const toSentence = ({ path: [name], message }: z.core.$ZodIssue): string => {
      if (typeof name !== 'string') {
        return message;
      }
      return `${name} ${toProblem(name)}: set it to ${message}.`;
    };
    throw new StartupFault([...new Set(error.issues.map(toSentence))].join('\n'));
  }
  return freeze(toConfig(data));
}

function toConfig(settings: z.output<ReturnType<typeof createSettingsSchema>>): Config {
  return {
    publicUrl: settings.PUBLIC_URL,
    host: settings.HOST,
    port: Number(settings.PORT),
    dataFolder: resolve(settings.DATA_FOLDER),
    authorization: {
      ...toCallers(settings),
      profile: settings.OAUTH_PROFILE,
      issuer: settings.OAUTH_ISSUER,
      audience: settings.OAUTH_AUDIENCE,
      jwksUri: settings.OAUTH_JWKS_URI,
      allowedTenants: settings.OAUTH_ALLOWED_TENANTS,
    },
    aiPlugin: toAiPluginSettings(settings),
    bot: {
      appId: settings.BOT_APP_ID,
      appType: settings.BOT_APP_TYPE,
      tenantId: settings.BOT_APP_TENANT_ID,
      password: settings.BOT_APP_PASSWORD,
      oauthConnection: settings.BOT_OAUTH_CONNECTION,
      singleSignOn: settings.BOT_SSO === 'on',
      serviceUrls: settings.BOT_SERVICE_URLS,
      channel: {
        metadataUrl:
          settings.BOT_CHANNEL_METADATA_URL ?? 'https://login.botframework.com/v1/.well-known/openidconfiguration',
        issuer: settings.BOT_CHANNEL_ISSUER ?? 'https://api.botframework.com',
        tokenServiceUrl: settings.BOT_TOKEN_SERVICE_URL ?? 'https://api.botframework.com',
        loginUrl: settings.BOT_LOGIN_URL ?? `https://login.microsoftonline.com/${settings.BOT_APP_TENANT_ID}`,
        connectorScope: settings.BOT_CONNECTOR_SCOPE ?? 'https://api.botframework.com',
      },
    },
    repairsApiUrl: settings.REPAIRS_API_URL ?? settings.PUBLIC_URL,
    teamsOrigins: settings.TEAMS_ORIGINS,
    logLevel: settings.LOG_LEVEL,
  };
}

function freeze<Value extends object>(value: Value): Value {
  for (const member of Object.values(value)) {
    if (typeof member === 'object') {
      freeze(member);
    }
  }
  return Object.freeze(value);
}
