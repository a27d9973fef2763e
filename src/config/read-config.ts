import type { AuthorizationProfile, AuthorizationSettings } from '../authorization/authorization-settings.ts';
import type { BotSettings } from '../bot/bot-settings.ts';
import type { LogLevel } from '../foundation/log.ts';
import { StartupFault } from '../foundation/startup-fault.ts';
import {
  guid,
  matching,
  oneOf,
  parseAddressWithQuery,
  parseGuid,
  parseGuids,
  parseOrigin,
  parseOrigins,
  parsePath,
  parsePort,
  parseUrl,
} from './parse-setting.ts';
import { readBotSettings } from './read-bot-settings.ts';
import { createSettingsReader, type Environment } from './settings-reader.ts';

/** Everything the app is told from outside. */
export interface Config {
  /** Origin under which callers reach the app, without a slash at the end. */
  readonly publicUrl: string;
  /** Address to listen on. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly authorization: AuthorizationSettings;
  readonly bot: BotSettings;
  /** Origin under which the bot reaches the repairs API. */
  readonly repairsApiUrl: string;
  /** Origins of Teams clients besides Microsoft's own that may show the app's pages and speak to them. */
  readonly teamsOrigins: readonly string[];
  readonly logLevel: LogLevel;
}

/** In lower case, as tokens have it; the host is open because of the sovereign clouds. */
const entraIssuerPattern = new RegExp(`^https://[^/?#]+/(${guid}|\\{tenantid\\})/v2\\.0$`);
const hostPattern = /^[a-z0-9.:_-]+$/i;
const profiles: readonly AuthorizationProfile[] = ['entra-id-v2', 'rfc9068'];
const noOrigins: readonly string[] = Object.freeze([]);
const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/**
 * Reads the app's settings; nothing else reads the environment.
 * @throws StartupFault that names every setting at fault with its remedy, and no value.
 */
export function readConfig(env: Environment): Config {
  const reader = createSettingsReader(env);
  const { read, faults } = reader;

  const publicUrl = read(
    'PUBLIC_URL',
    'the origin of this app, for example https://repairs.example.com (http only on loopback)',
    parseOrigin,
  );
  const host = read('HOST', 'the address to listen on, for example 127.0.0.1', matching(hostPattern), '127.0.0.1');
  const port = read('PORT', 'a port number from 0 to 65535', parsePort, 3978);
  const dataFolder = read('DATA_FOLDER', 'the folder that keeps the database', parsePath);
  const profile = read('OAUTH_PROFILE', `one of ${profiles.join(', ')}`, oneOf(profiles));
  const isEntra = profile === 'entra-id-v2';
  const issuer = read(
    'OAUTH_ISSUER',
    isEntra
      ? 'https://login.microsoftonline.com/{tenantid}/v2.0, or the same with the id of your one tenant'
      : 'the https address of the authorization server, as its tokens name it, with nothing in braces (http only on loopback)',
    (text) => parseIssuer(text, profile),
  );
  const audience = read(
    'OAUTH_AUDIENCE',
    isEntra ? 'the application (client) id of the API, a GUID' : 'the `aud` of access tokens for this API',
    isEntra ? parseGuid : matching(/^\S+$/),
  );
  const jwksUri = read(
    'OAUTH_JWKS_URI',
    "the https address of the authorization server's key set, with nothing in braces (http only on loopback)",
    parseAddressWithQuery,
  );
  const allowedTenants = read(
    'OAUTH_ALLOWED_TENANTS',
    'the ids (GUIDs) of the tenants whose people may come in, separated by commas',
    parseGuids,
  );
  const bot = readBotSettings(reader);
  const repairsApiUrl = read(
    'REPAIRS_API_URL',
    'the origin under which the bot reaches the repairs API (http only on loopback)',
    parseOrigin,
    publicUrl ?? '',
  );
  const teamsOrigins = read(
    'TEAMS_ORIGINS',
    "the origins of Teams clients besides Microsoft's own that may show the app's pages, separated by commas (http only on loopback)",
    parseOrigins,
    noOrigins,
  );
  const logLevel = read('LOG_LEVEL', `one of ${logLevels.join(', ')}`, oneOf(logLevels), 'info');

  if (isEntra && issuer !== undefined && allowedTenants !== undefined && !isIssuerOfAll(issuer, allowedTenants)) {
    faults.push(
      'OAUTH_ISSUER names one tenant and OAUTH_ALLOWED_TENANTS another: put {tenantid} into OAUTH_ISSUER, or allow only its tenant.',
    );
  }
  if (
    publicUrl === undefined ||
    host === undefined ||
    port === undefined ||
    dataFolder === undefined ||
    profile === undefined ||
    issuer === undefined ||
    audience === undefined ||
    jwksUri === undefined ||
    allowedTenants === undefined ||
    bot === undefined ||
    repairsApiUrl === undefined ||
    teamsOrigins === undefined ||
    logLevel === undefined ||
    faults.length > 0
  ) {
    throw new StartupFault(faults.join('\n'));
  }
  const authorization = Object.freeze({ profile, issuer, audience, jwksUri, allowedTenants });
  return Object.freeze({
    publicUrl,
    host,
    port,
    dataFolder,
    authorization,
    bot,
    repairsApiUrl,
    teamsOrigins,
    logLevel,
  });
}

/** The text as it stands, since `iss` is compared to the letter; only Microsoft Entra ID's has a place for the tenant. */
function parseIssuer(text: string, profile: AuthorizationProfile | undefined): string | undefined {
  const address = profile === 'rfc9068' ? text : text.replace('{tenantid}', 'tenant');
  const isOfProfile = profile !== 'entra-id-v2' || entraIssuerPattern.test(text);
  return parseUrl(address) !== undefined && isOfProfile ? text : undefined;
}

function isIssuerOfAll(issuer: string, tenants: readonly string[]): boolean {
  const [, named] = entraIssuerPattern.exec(issuer) ?? [];
  return named === '{tenantid}' || tenants.every((tenant) => tenant === named);
}
