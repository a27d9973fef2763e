import { z } from 'zod';
import { logLevels } from '../foundation/log.ts';
import { checkAiPlugin, createAiPluginFields } from './ai-plugin-fields.ts';
import { checkCallers, createCallerFields } from './caller-settings.ts';
import { parseBase, parseIssuerTenant, parseOrigin, parsePrefix, parseUrl, parseUrlWithoutQuery } from './parse-url.ts';
import { guid, list, oneOf, parsed, text } from './setting-forms.ts';

/** What determines which settings are required and which values are valid. */
export interface SettingsCase {
  /** `OAUTH_PROFILE` */
  readonly profile: string | undefined;
  /** `BOT_APP_TYPE` */
  readonly appType: string | undefined;
  /** `API_CALLERS` */
  readonly apiCallers: string | undefined;
  /** `AI_PLUGIN_AUTH` */
  readonly aiPluginAuth: string | undefined;
  /** Whether any of `channelNames` is set. */
  readonly hasChannel: boolean;
}

/** Settings of which all or none must be set: a mix of two channels would trust the hosts of both. */
export const channelNames = [
  'BOT_CHANNEL_METADATA_URL',
  'BOT_CHANNEL_ISSUER',
  'BOT_TOKEN_SERVICE_URL',
  'BOT_LOGIN_URL',
  'BOT_CONNECTOR_SCOPE',
];

const parsePort = (value: string): string | undefined =>
  /^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? value : undefined;

const origin = (remedy: string) => parsed(`${remedy} (http only on loopback)`, parseOrigin);

/** Creates the schema of all settings. The message of an issue with a path completes the sentence "set it to …". */
export function createSettingsSchema({ profile, appType, apiCallers, aiPluginAuth, hasChannel }: SettingsCase) {
  const isEntra = profile === 'entra-id-v2';
  const audience = isEntra
    ? 'the application (client) id of the API, a GUID'
    : 'the `aud` of access tokens for this API';
  const issuer = isEntra
    ? 'https://login.microsoftonline.com/{tenantid}/v2.0, or the same with the id of your one tenant'
    : 'the https address of the authorization server, as in the `iss` of its tokens, with nothing in braces (http only on loopback)';
  /** Returns the text unchanged, because the `iss` of tokens is compared exactly. */
  const parseIssuer = (value: string): string | undefined => {
    const url = parseUrlWithoutQuery(profile === 'rfc9068' ? value : value.replace('{tenantid}', 'tenant'));
    return url !== undefined && (!isEntra || parseIssuerTenant(value) !== undefined) ? value : undefined;
  };
  const together = `because one of ${channelNames.join(', ')} is set (set all of them or none)`;
  const ofChannel = (what: string, toSchema: (remedy: string) => z.ZodType<string, string>) => {
    const schema = toSchema(`${what}, ${together}`);
    return hasChannel ? schema : schema.optional();
  };
  const channelAddress = (of: string, parse: (text: string) => string | undefined) =>
    ofChannel(`the https (http only on loopback) address of the ${of}`, (remedy) => parsed(remedy, parse));
  const channelText = (what: string) => ofChannel(what, (remedy) => text(remedy, /^\S+$/));

  return z
    .object({
      PUBLIC_URL: origin('the origin of this app, for example https://repairs.example.com'),
      HOST: text('the address to listen on, for example 127.0.0.1', /^[a-z0-9.:_-]+$/i).default('127.0.0.1'),
      PORT: parsed('a port number from 0 to 65535', parsePort).default('3978'),
      DATA_FOLDER: text('the folder of the database', /^[^\0]+$/),
      OAUTH_PROFILE: oneOf(['entra-id-v2', 'rfc9068']),
      OAUTH_ISSUER: parsed(issuer, parseIssuer),
      OAUTH_AUDIENCE: isEntra ? guid(audience) : text(audience, /^\S+$/),
      OAUTH_JWKS_URI: parsed(
        "the https address of the authorization server's key set, with nothing in braces (http only on loopback)",
        (value) => parseUrl(value)?.href,
      ),
      OAUTH_ALLOWED_TENANTS: list('the ids (GUIDs) of the tenants whose users have access, separated by commas', guid),
      ...createCallerFields(apiCallers),
      ...createAiPluginFields(aiPluginAuth),
      BOT_APP_ID: guid("the application (client) id of the bot's app registration, a GUID"),
      BOT_APP_TYPE: oneOf(['SingleTenant', 'UserAssignedMSI']),
      BOT_APP_TENANT_ID: guid("the id (GUID) of the tenant of the bot's app registration"),
      BOT_APP_PASSWORD:
        appType === 'UserAssignedMSI'
          ? z.undefined('nothing, because BOT_APP_TYPE is UserAssignedMSI and a managed identity has no secret')
          : text("a client secret of the bot's app registration", /^[\x20-\x7e]+$/),
      BOT_OAUTH_CONNECTION: text("the name of the OAuth connection in the bot's Azure resource", /^[\w.-]{1,128}$/),
      BOT_SSO: oneOf(['on', 'off']).default('off'),
      BOT_SERVICE_URLS: list(
        'the https addresses that the bot may send to, separated by commas (http only on loopback)',
        (remedy) => parsed(remedy, parsePrefix),
      ).default(['https://smba.trafficmanager.net/']),
      BOT_CHANNEL_METADATA_URL: channelAddress(
        'OpenID metadata of the channel',
        (value) => parseUrlWithoutQuery(value)?.href,
      ),
      BOT_CHANNEL_ISSUER: channelText("the issuer of the channel's tokens"),
      BOT_TOKEN_SERVICE_URL: channelAddress('token service', parseBase),
      BOT_LOGIN_URL: channelAddress("authority for the bot's own tokens", parseBase),
      BOT_CONNECTOR_SCOPE: channelText("the scope of the bot's own tokens"),
      REPAIRS_API_URL: origin('the origin under which the bot reaches the repairs API').optional(),
      TEAMS_ORIGINS: list(
        "the origins of Teams clients besides Microsoft's own that may show the app's pages, separated by commas (http only on loopback)",
        (remedy) => parsed(remedy, parseOrigin),
      ).default([]),
      LOG_LEVEL: oneOf(logLevels).default('info'),
    })
    .refine(
      ({ OAUTH_ISSUER, OAUTH_ALLOWED_TENANTS }) => {
        const tenant = parseIssuerTenant(OAUTH_ISSUER);
        return !isEntra || tenant === '{tenantid}' || OAUTH_ALLOWED_TENANTS.every((allowed) => allowed === tenant);
      },
      {
        error:
          'OAUTH_ISSUER names one tenant and OAUTH_ALLOWED_TENANTS another: put {tenantid} into OAUTH_ISSUER, or allow only its tenant.',
        // By default, a refinement runs only if everything else is valid.
        when: ({ issues }) => !issues.some(({ path }) => /^OAUTH_(ISSUER|ALLOWED_TENANTS)$/.test(String(path?.[0]))),
      },
    )
    .superRefine(checkCallers)
    .superRefine(checkAiPlugin);
}
