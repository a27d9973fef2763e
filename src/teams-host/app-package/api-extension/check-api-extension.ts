import { isJsonObject, type JsonObject, listMember, member, textMember } from '../../../foundation/json-value.ts';

/**
 * What Teams demands of an API-based message extension and the manifest schema does not say, or says unclearly.
 * @returns one sentence for each fault; empty where there is none.
 */
export function checkApiExtension(manifest: JsonObject): readonly string[] {
  const extension = listMember(manifest, 'composeExtensions')[0];
  if (!isJsonObject(extension)) {
    return [
      'manifest.json has no "composeExtensions" and no "bots". This host runs message extensions and bots: add one.',
    ];
  }
  if (member(extension, 'composeExtensionType') !== 'apiBased') {
    return ['manifest.json: the message extension is not "apiBased". Set "composeExtensionType" to "apiBased".'];
  }
  const faults: string[] = [];
  if (member(extension, 'botId') !== undefined) {
    faults.push('manifest.json: an API-based message extension has no "botId". Remove it, or make it bot-based.');
  }
  if (textMember(extension, 'apiSpecificationFile') === undefined) {
    faults.push(
      'manifest.json: the message extension names no "apiSpecificationFile". Add the path of the API document.',
    );
  }
  faults.push(...checkAuthorization(manifest, member(extension, 'authorization')));
  const commands = listMember(extension, 'commands');
  if (commands.length === 0) {
    faults.push('manifest.json: the message extension has no "commands". Add one for each operation to be used.');
  }
  return [...faults, ...commands.flatMap(checkCommand)];
}

function checkAuthorization(manifest: JsonObject, authorization: unknown): readonly string[] {
  const kind = member(authorization, 'authType');
  switch (kind) {
    case 'none':
      return [];
    case 'apiSecretServiceAuth':
      return textMember(member(authorization, 'apiSecretServiceAuthConfiguration'), 'apiSecretRegistrationId')
        ? []
        : ['manifest.json: "apiSecretServiceAuth" needs "apiSecretServiceAuthConfiguration.apiSecretRegistrationId".'];
    case 'oAuth2.0':
      return checkOAuth(manifest, member(authorization, 'oAuthConfiguration'));
    case 'microsoftEntra':
      return ['manifest.json: "microsoftEntra" needs Teams itself. Use "oAuth2.0" to run in this host.'];
    default:
      return ['manifest.json: "authorization.authType" is missing. Say "none", "apiSecretServiceAuth" or "oAuth2.0".'];
  }
}

function checkOAuth(manifest: JsonObject, configuration: unknown): readonly string[] {
  const faults: string[] = [];
  const minor = /^1\.(\d+)$/.exec(textMember(manifest, 'manifestVersion') ?? '')?.[1];
  if (minor !== undefined && Number(minor) < 26) {
    faults.push(
      'manifest.json: "oAuth2.0" needs manifest version 1.26 or newer. Raise "manifestVersion" and "$schema".',
    );
  }
  if (member(configuration, 'oauthConfigurationId') !== undefined) {
    faults.push('manifest.json: "oauthConfigurationId" is not a property of Teams. Spell it "oAuthConfigurationId".');
  } else if (!textMember(configuration, 'oAuthConfigurationId')) {
    faults.push('manifest.json: "oAuth2.0" needs "oAuthConfiguration.oAuthConfigurationId", the id of a registration.');
  }
  return faults;
}

function checkCommand(command: unknown, index: number): readonly string[] {
  const name = textMember(command, 'id') ?? `number ${index + 1}`;
  const faults: string[] = [];
  if ((member(command, 'type') ?? 'query') !== 'query') {
    faults.push(`manifest.json: command ${name} is not of type "query"; API-based ones must be. Change its type.`);
  }
  if (member(command, 'fetchTask') === true) {
    faults.push(`manifest.json: command ${name} sets "fetchTask", which needs a bot. Remove it.`);
  }
  if (listMember(command, 'parameters').length === 0) {
    faults.push(`manifest.json: command ${name} has no "parameters"; Teams wants one to five. Add one.`);
  }
  if (textMember(command, 'apiResponseRenderingTemplateFile') === undefined) {
    faults.push(`manifest.json: command ${name} names no "apiResponseRenderingTemplateFile". Add its path.`);
  }
  return faults;
}
