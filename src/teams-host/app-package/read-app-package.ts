import { isJsonObject, type JsonObject, listMember, member, textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import type { AppPackage, Authorization, Command, Manifest } from './app-package.ts';
import { checkBotExtension } from './check-bot-extension.ts';
import { checkComposeExtension } from './check-compose-extension.ts';
import { checkManifestSchema } from './check-manifest-schema.ts';
import { readApiDocument } from './openapi/api-document.ts';
import { checkDocument } from './openapi/spec-parser.ts';
import type { PackageFiles } from './package-files.ts';
import { readBot, readBotExtension } from './read-bot.ts';
import { readCommand } from './read-command.ts';
import { readIcons } from './read-icons.ts';
import { readJsonFile } from './read-json-file.ts';

/** What judges with Microsoft's own tools, one sentence for each fault. */
export interface OfficialChecks {
  readonly checkManifestSchema: (manifest: JsonObject) => Promise<readonly string[]>;
  readonly checkDocument: (path: string, document: JsonObject) => Promise<readonly string[]>;
}

/**
 * Reads the files of an app package, any app's, as strictly as Teams does: with an API-based or a bot-based message extension,
 * a bot to chat with, or both.
 * @param checks Microsoft's, unless told.
 * @throws StartupFault with one sentence for each thing that must change.
 */
export async function readAppPackage(
  files: PackageFiles,
  checks: OfficialChecks = { checkManifestSchema, checkDocument },
): Promise<AppPackage> {
  const faults: string[] = [];
  const manifest = readManifestFile(files, faults);
  if (manifest === undefined) {
    throw toStartupFault(faults);
  }
  const isBotBased = isAnsweredByBot(manifest);
  faults.push(...(isBotBased ? checkBotExtension(manifest) : checkComposeExtension(manifest)));
  for (const fault of await checks.checkManifestSchema(manifest)) {
    // The sentences about authorization above say the same in clearer words.
    if (faults.length === 0 || !fault.includes('/authorization')) {
      faults.push(fault);
    }
  }
  const icons = readIcons(manifest, files, faults);
  const extension = listMember(manifest, 'composeExtensions')[0];
  const problems: string[] = [];
  const commands = isBotBased ? [] : await readCommands(files, extension, faults, problems, checks);
  if (faults.length > 0) {
    throw toStartupFault(faults);
  }
  const bot = readBot(manifest);
  const botExtension = isBotBased ? readBotExtension(manifest) : undefined;
  return {
    manifest: toManifest(manifest, isBotBased ? undefined : extension, icons),
    commands,
    ...(bot === undefined ? {} : { bot }),
    ...(botExtension === undefined ? {} : { botExtension }),
    problems,
    files,
  };
}

/** A message extension is answered by a bot unless it says otherwise; without any there must be a bot to chat with. */
function isAnsweredByBot(manifest: JsonObject): boolean {
  const extension = listMember(manifest, 'composeExtensions')[0];
  return extension === undefined
    ? listMember(manifest, 'bots').length > 0
    : (member(extension, 'composeExtensionType') ?? 'botBased') === 'botBased';
}

function toStartupFault(faults: readonly string[]): StartupFault {
  return new StartupFault(`The app package cannot be used:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
}

function readManifestFile(files: PackageFiles, faults: string[]): JsonObject | undefined {
  const nested = [...files.keys()].find((path) => path.endsWith('/manifest.json'));
  if (!files.has('manifest.json') && nested !== undefined) {
    const folder = nested.slice(0, -'/manifest.json'.length);
    faults.push(`manifest.json lies in the folder ${folder}. Pack what is in that folder, not the folder itself.`);
    return undefined;
  }
  return readJsonFile(files, 'manifest.json', faults);
}

async function readCommands(
  files: PackageFiles,
  extension: unknown,
  faults: string[],
  problems: string[],
  checks: OfficialChecks,
): Promise<readonly Command[]> {
  const path = textMember(extension, 'apiSpecificationFile');
  const documentPath = toFilePath(path ?? '');
  const root = path === undefined ? undefined : readJsonFile(files, documentPath, faults);
  if (root === undefined) {
    return [];
  }
  const before = faults.length;
  const document = readApiDocument(documentPath, root, faults);
  if (faults.length > before) {
    return [];
  }
  const authType = textMember(member(extension, 'authorization'), 'authType') ?? 'none';
  const sources = { files, document, documentPath, authType };
  const commands = listMember(extension, 'commands')
    .filter(isJsonObject)
    .map((command) => readCommand(command, sources, faults, problems))
    .filter((command) => command !== undefined);
  // What was found above was said in clearer words.
  if (faults.length === before) {
    faults.push(...(await checks.checkDocument(documentPath, root)));
  }
  return commands;
}

function toManifest(manifest: JsonObject, extension: unknown, icons: Manifest['icons']): Manifest {
  return {
    manifestVersion: textMember(manifest, 'manifestVersion') ?? '',
    id: textMember(manifest, 'id') ?? '',
    version: textMember(manifest, 'version') ?? '',
    name: textMember(manifest.name, 'short') ?? '',
    description: textMember(manifest.description, 'short') ?? '',
    developer: textMember(manifest.developer, 'name') ?? '',
    icons,
    authorization: toAuthorization(member(extension, 'authorization')),
    validDomains: listMember(manifest, 'validDomains').filter((domain) => typeof domain === 'string'),
  };
}

function toAuthorization(authorization: unknown): Authorization {
  switch (member(authorization, 'authType')) {
    case 'oAuth2.0': {
      const configuration = member(authorization, 'oAuthConfiguration');
      return { kind: 'oauth', registrationId: textMember(configuration, 'oAuthConfigurationId') ?? '' };
    }
    case 'apiSecretServiceAuth': {
      const configuration = member(authorization, 'apiSecretServiceAuthConfiguration');
      return { kind: 'apiKey', registrationId: textMember(configuration, 'apiSecretRegistrationId') ?? '' };
    }
    default:
      return { kind: 'none' };
  }
}

/** Teams takes paths with and without `./` in front. */
function toFilePath(path: string): string {
  return path.replace(/^\.\//, '');
}
