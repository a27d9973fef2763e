import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';

/**
 * Checks the rules of Teams for an API-based message extension that the manifest schema does not check, or reports
 * unclearly.
 * @returns one sentence for each fault.
 */
export function checkApiExtension(manifest: JsonObject): readonly string[] {
  const extension = listMember(manifest, 'composeExtensions')[0];
  if (!isJsonObject(extension)) {
    return [
      'manifest.json has neither "composeExtensions" nor "bots". This host runs message extensions and bots: add one.',
    ];
  }
  if (member(extension, 'composeExtensionType') !== 'apiBased') {
    return ['manifest.json: the message extension is not "apiBased". Set "composeExtensionType" to "apiBased".'];
  }
  const faults: string[] = [];
  if (member(extension, 'botId') !== undefined) {
    faults.push(
      'manifest.json: an API-based message extension must not have a "botId". Remove it, or make the extension bot-based.',
    );
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
        : [
            'manifest.json: "apiSecretServiceAuth" needs "apiSecretServiceAuthConfiguration.apiSecretRegistrationId", the id of a registration. Add it.',
          ];
    case 'oAuth2.0':
      return checkOAuth(manifest, member(authorization, 'oAuthConfiguration'));
    case 'microsoftEntra':
      return ['manifest.json: "microsoftEntra" needs Teams itself. Use "oAuth2.0" to run in this host.'];
    default:
      return [
        'manifest.json: "authorization.authType" is missing. Set it to "none", "apiSecretServiceAuth" or "oAuth2.0".',
      ];
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
    faults.push(
      'manifest.json: "oauthConfigurationId" is not a property that Teams knows. Spell it "oAuthConfigurationId".',
    );
  } else if (!textMember(configuration, 'oAuthConfigurationId')) {
    faults.push(
      'manifest.json: "oAuth2.0" needs "oAuthConfiguration.oAuthConfigurationId", the id of a registration. Add it.',
    );
  }
  return faults;
}

function checkCommand(command: unknown, index: number): readonly string[] {
  const name = textMember(command, 'id') ?? `number ${index + 1}`;
  const faults: string[] = [];
  if ((member(command, 'type') ?? 'query') !== 'query') {
    faults.push(
      `manifest.json: command ${name} is not of type "query", but all commands of an API-based extension must be. Change its type.`,
    );
  }
  if (member(command, 'fetchTask') === true) {
    faults.push(`manifest.json: command ${name} sets "fetchTask", which needs a bot. Remove it.`);
  }
  if (listMember(command, 'parameters').length === 0) {
    faults.push(`manifest.json: command ${name} has no "parameters"; Teams requires one to five. Add one.`);
  }
  if (textMember(command, 'apiResponseRenderingTemplateFile') === undefined) {
    faults.push(`manifest.json: command ${name} names no "apiResponseRenderingTemplateFile". Add its path.`);
  }
  return faults;
}
