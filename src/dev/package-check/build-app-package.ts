import { readFile } from 'node:fs/promises';
import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { listMember } from '../../local/list-member.ts';
import { JsonFault, parseJson } from '../../local/parse-json.ts';
import { type PackageFiles, toPackagePath } from '../../teams-host/app-package/files/package-files.ts';
import { buildAgent } from './agent/build-agent.ts';
import { toAgentDocument } from './agent/to-agent-document.ts';
import { fillPlaceholders } from './fill-placeholders.ts';
import { keepOperations } from './keep-operations.ts';

export interface AppPackageSource {
  /** The project's folder, as a URL that ends in `/`. */
  readonly root: URL;
  /** A value for each `${{NAME}}`. */
  readonly env: Readonly<Record<string, string>>;
  /** The file of these values, for messages. */
  readonly envFile?: string | undefined;
  /**
   * Path of the manifest, relative to `root`. Icons, agents, plugins and instructions are relative to the manifest,
   * other files to `root`.
   */
  readonly manifest?: string;
}

/**
 * The two packages of this app, because a manifest can have only one message extension. Both name the same bot, so a
 * tenant can install one or the other: Teams has problems with several apps that share a bot id. To install both, build
 * the second one with the id of another bot.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/debug/locally-with-an-ide
 */
export interface BuiltAppPackages {
  /** With the API-based message extension, and the bot to chat with. */
  readonly api: PackageFiles;
  /** With the bot-based message extension, and the bot to chat with. */
  readonly bot: PackageFiles;
}

/**
 * Builds both packages of the app from `appPackage/manifest.json` and `appPackage/manifest.bot.json`.
 * @throws StartupFault with one sentence for each fault of both packages.
 */
export async function buildAppPackages({
  root,
  env,
  envFile,
}: Omit<AppPackageSource, 'manifest'>): Promise<BuiltAppPackages> {
  const [api, bot] = await Promise.allSettled([
    buildAppPackage({ root, env, envFile }),
    buildAppPackage({ root, env, envFile, manifest: 'appPackage/manifest.bot.json' }),
  ]);
  if (api.status === 'fulfilled' && bot.status === 'fulfilled') {
    return { api: api.value, bot: bot.value };
  }
  const faults = new Set<string>();
  for (const built of [api, bot]) {
    if (built.status === 'fulfilled') {
      continue;
    }
    if (!(built.reason instanceof StartupFault)) {
      throw built.reason;
    }
    for (const fault of built.reason.message.split('\n')) {
      faults.add(fault);
    }
  }
  throw new StartupFault([...faults].join('\n'));
}

/**
 * Builds an app package from the manifest and the files it names, with placeholders filled. Does not check the package;
 * `checkAppPackage` does.
 * @throws StartupFault with one sentence for each placeholder without a value and each missing file.
 */
export async function buildAppPackage({
  root,
  env,
  envFile = 'the env file',
  manifest: manifestPath = 'appPackage/manifest.json',
}: AppPackageSource): Promise<PackageFiles> {
  const faults = new Set<string>();
  const readFilled = async (path: string): Promise<JsonObject> => {
    const { document, unfilled, malformed } = fillPlaceholders(await readJson(root, path, faults), env);
    for (const name of unfilled) {
      faults.add(`${name} has no value in ${envFile}: set it; a comment in env/.env.dev describes it.`);
    }
    for (const text of malformed) {
      faults.add(
        `${path}: ${JSON.stringify(text)} has a malformed placeholder, or property names that are equal once filled. Correct the placeholder or its value.`,
      );
    }
    if (!isJsonObject(document)) {
      faults.add(`${path} is not a JSON object. Correct its syntax.`);
      return {};
    }
    return document;
  };

  const manifest = await readFilled(manifestPath);
  const extensions = listMember(manifest, 'composeExtensions');
  const commands = extensions.flatMap((extension) => listMember(extension, 'commands'));
  const files = new Map([['manifest.json', toJsonBytes(withDistinctDomains(manifest))]]);
  const folder = new URL('.', new URL(manifestPath, root));
  for (const path of Object.values(toObject(manifest.icons)).filter(isText)) {
    files.set(toPackagePath(path), await readBytes(folder, path, faults));
  }
  const operationIds = new Set(textsOf(commands, 'id'));
  for (const path of textsOf(extensions, 'apiSpecificationFile')) {
    files.set(toPackagePath(path), toJsonBytes(keepOperations(await readFilled(path), operationIds)));
  }
  for (const path of textsOf(commands, 'apiResponseRenderingTemplateFile')) {
    files.set(toPackagePath(path), await readBytes(root, path, faults));
  }
  const beside = (path: string) => manifestPath.replace(/[^/]*$/, path);
  for (const path of textsOf(listMember(member(manifest, 'copilotAgents'), 'declarativeAgents'), 'file')) {
    const built = await buildAgent(path, {
      readDocument: (name) => readFilled(beside(name)),
      readText: async (name) => toText(await readBytes(root, beside(name), faults)),
      readCard: readFilled,
      readApi: async (name, ids) => keepOperations(toAgentDocument(await readFilled(name)), ids),
    });
    for (const [name, document] of built) {
      files.set(toPackagePath(name), toJsonBytes(document));
    }
  }
  if (faults.size > 0) {
    throw new StartupFault([...faults].join('\n'));
  }
  return files;
}

/** Removes duplicate domains, because two placeholders may have the same host as value. */
function withDistinctDomains(manifest: JsonObject): JsonObject {
  const { validDomains } = manifest;
  return Array.isArray(validDomains) ? { ...manifest, validDomains: [...new Set(validDomains)] } : manifest;
}

/** Returns the property of each object that has it as a string. */
function textsOf(objects: readonly unknown[], name: string): readonly string[] {
  return objects.map((object) => textMember(object, name)).filter(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

async function readJson(root: URL, path: string, faults: Set<string>): Promise<unknown> {
  const bytes = await readBytes(root, path, faults);
  try {
    return bytes.length === 0 ? {} : parseJson(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    if (cause instanceof JsonFault) {
      throw new StartupFault(`${path} ${cause.message}`, { cause });
    }
    throw cause;
  }
}

async function readBytes(root: URL, path: string, faults: Set<string>): Promise<Uint8Array> {
  const file = new URL(path, root);
  if (!file.href.startsWith(root.href)) {
    faults.add(`${path} is outside of the project: use a path inside it.`);
    return new Uint8Array();
  }
  try {
    return await readFile(file);
  } catch (cause) {
    faults.add(`${path} is missing or cannot be read (${textMember(cause, 'code')}): add it, or correct its name.`);
    return new Uint8Array();
  }
}

/** Some editors begin a file with a byte-order mark and end lines with CRLF. */
function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trim();
}

function toJsonBytes(document: JsonObject): Uint8Array {
  return Buffer.from(`${JSON.stringify(document, null, 2)}\n`);
}
