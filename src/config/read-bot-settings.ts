import type { BotAppType, BotSettings, ChannelSettings } from '../bot/bot-settings.ts';
import { matching, oneOf, parseAddress, parseBase, parseGuid, parsePrefixes } from './parse-setting.ts';
import type { SettingsReader } from './settings-reader.ts';

const appTypes: readonly BotAppType[] = ['SingleTenant', 'UserAssignedMSI'];
const printable = /^[\x20-\x7e]+$/;

/**
 * Reads the bot's settings. There is no bot without them, because one that does not know itself cannot tell who calls.
 * @returns undefined where there is a fault.
 */
export function readBotSettings(reader: SettingsReader): BotSettings | undefined {
  const { read } = reader;
  const appId = read('BOT_APP_ID', "the application (client) id of the bot's app registration, a GUID", parseGuid);
  const appType = read('BOT_APP_TYPE', `one of ${appTypes.join(', ')}`, oneOf(appTypes));
  const tenantId = read('BOT_APP_TENANT_ID', "the id (GUID) of the tenant of the bot's app registration", parseGuid);
  const password = readPassword(reader, appType);
  const oauthConnection = read(
    'BOT_OAUTH_CONNECTION',
    "the name of the OAuth connection in the bot's Azure resource",
    matching(/^[\w.-]{1,128}$/),
  );
  const singleSignOn = read('BOT_SSO', 'on or off', oneOf(['on', 'off'] as const), 'off');
  const serviceUrls = read(
    'BOT_SERVICE_URLS',
    'the https addresses that the bot may send to, separated by commas (http only on loopback)',
    parsePrefixes,
    publicServiceUrls,
  );
  const channel = readChannel(reader, tenantId);
  if (
    appId === undefined ||
    appType === undefined ||
    tenantId === undefined ||
    password.isMissing ||
    oauthConnection === undefined ||
    singleSignOn === undefined ||
    serviceUrls === undefined ||
    channel === undefined
  ) {
    return undefined;
  }
  return Object.freeze({
    appId,
    appType,
    tenantId,
    password: password.value,
    oauthConnection,
    singleSignOn: singleSignOn === 'on',
    serviceUrls,
    channel,
  });
}

const publicServiceUrls: readonly string[] = Object.freeze(['https://smba.trafficmanager.net/']);

function readPassword({ read, isSet, faults }: SettingsReader, appType: BotAppType | undefined) {
  const name = 'BOT_APP_PASSWORD';
  if (appType !== 'UserAssignedMSI') {
    const value = read(name, "a client secret of the bot's app registration", matching(printable));
    return { value, isMissing: value === undefined };
  }
  if (isSet(name)) {
    faults.push(`${name} is set and BOT_APP_TYPE is UserAssignedMSI: unset it, a managed identity has no secret.`);
  }
  return { value: undefined, isMissing: isSet(name) };
}

const channelNames = [
  'BOT_CHANNEL_METADATA_URL',
  'BOT_CHANNEL_ISSUER',
  'BOT_TOKEN_SERVICE_URL',
  'BOT_LOGIN_URL',
  'BOT_CONNECTOR_SCOPE',
] as const;

/** All of another channel or none of it: half of one would trust a host that the other half does not know. */
function readChannel({ read, isSet }: SettingsReader, tenantId = ''): ChannelSettings | undefined {
  if (!channelNames.some(isSet)) {
    return Object.freeze({
      metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      issuer: 'https://api.botframework.com',
      tokenServiceUrl: 'https://api.botframework.com',
      loginUrl: `https://login.microsoftonline.com/${tenantId}`,
      connectorScope: 'https://api.botframework.com',
    });
  }
  const [metadataName, issuerName, tokenServiceName, loginName, scopeName] = channelNames;
  const together = `, as one of ${channelNames.join(', ')} is set (all of them or none)`;
  const address = 'the https (http only on loopback) address of the';
  const metadataUrl = read(metadataName, `${address} OpenID metadata of the channel${together}`, parseAddress);
  const issuer = read(issuerName, `the issuer of the channel's tokens${together}`, matching(/^\S+$/));
  const tokenServiceUrl = read(tokenServiceName, `${address} token service${together}`, parseBase);
  const loginUrl = read(loginName, `${address} authority for the bot's own tokens${together}`, parseBase);
  const connectorScope = read(scopeName, `whom the bot's own tokens are for${together}`, matching(/^\S+$/));
  if (
    metadataUrl === undefined ||
    issuer === undefined ||
    tokenServiceUrl === undefined ||
    loginUrl === undefined ||
    connectorScope === undefined
  ) {
    return undefined;
  }
  return Object.freeze({ metadataUrl, issuer, tokenServiceUrl, loginUrl, connectorScope });
}
