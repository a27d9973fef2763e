import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { isJsonObject, type JsonObject, textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { JsonFault, parseJson } from '../../local/parse-json.ts';
import { withLockedRegistrations } from '../vault/lock-registrations.ts';
import { isVault, openVaultStore, toVaultFolder } from '../vault/open-vault-store.ts';
import { noRegistrations, type StoredRegistrations } from '../vault/stored-registrations.ts';
import { describe, describeAll } from './describe-registrations.ts';
import { findStored } from './find-stored.ts';
import { readSecret, type SecretSource } from './read-secret.ts';
import type { VaultArguments } from './read-vault-arguments.ts';
import { register, verifyNewId } from './register.ts';
import { kindNames, secretOf } from './registration-fields.ts';
import { remove } from './remove.ts';
import { findSecretField, rotateSecret } from './rotate-secret.ts';
import { update } from './update.ts';

export interface VaultCommandOptions {
  readonly source: SecretSource;
  readonly now: () => Date;
  readonly random: (size: number) => Uint8Array;
}

type Change = (stored: StoredRegistrations) => StoredRegistrations;

/**
 * Runs a command on the registrations of a data folder, whether a host runs on it or not.
 * @returns the text to print; it contains no secret.
 * @throws StartupFault with the remedy if the command cannot be run; nothing was changed then.
 */
export async function runVaultCommand(args: VaultArguments, options: VaultCommandOptions): Promise<string> {
  const { id = '', dataFolder, fields: flags } = args;
  const { source, now, random } = options;
  const folder = toVaultFolder(dataFolder);
  const newText = () => Buffer.from(random(16)).toString('hex');

  /** Reads no folder that does not exist, because opening it would create it. */
  async function read(): Promise<StoredRegistrations> {
    return (await isVault(folder))
      ? withLockedRegistrations(folder, async () => (await open()).current())
      : noRegistrations;
  }
  const open = async () => (await openVaultStore(folder, random)).registrations;
  const change = (next: Change) => withLockedRegistrations(folder, async () => (await open()).change(next));

  switch (args.command) {
    case 'list':
      return describeAll(await read(), dataFolder);
    case 'show':
      return describe(await read(), id);
    case 'register': {
      const given = { ...(await readFields(args.file, source)), ...flags };
      const fields: JsonObject = { ...given, id: args.id ?? given.id ?? newText() };
      verifyNewId(await read(), fields.id);
      const complete = { ...fields, ...(await askForSecret(fields, args.file, source)) };
      await change((stored) => register(stored, complete, now().toISOString()));
      return `Registered ${fields.id}: put this id in the manifest. ${toTiming(fields.kind)}\n`;
    }
    case 'update': {
      const fields = { ...(await readFields(args.file, source)), ...flags };
      const { changed } = update(await read(), id, fields);
      await change((stored) => update(stored, id, fields).stored);
      const signIn = changed.includes('baseUrl')
        ? ' People have to sign in again, because tokens are for a base URL.'
        : '';
      return `Changed ${changed.join(', ')} of ${id}.${signIn} ${toTiming(findStored(await read(), id).kind)}\n`;
    }
    case 'rotate-secret': {
      const before = await read();
      const field = findSecretField(before, id, args.key);
      const secret = args.isKeyRemoved ? undefined : await readSecret(source, `New ${field} of ${id}`);
      await change((stored) => rotateSecret(stored, id, { field, secret, time: now().toISOString() }));
      const done = args.isKeyRemoved ? 'Removed' : 'Replaced';
      return `${done} ${field} of ${id}. People stay signed in. ${toTiming(findStored(before, id).kind)}\n`;
    }
    case 'remove': {
      const { kind } = findStored(await read(), id);
      await change((stored) => remove(stored, id, newText()));
      const lost =
        'The tokens of everybody who has signed in with it are lost, also for a later registration with this id.';
      return `Removed ${id} (${kindNames[kind]}). ${lost} ${toTiming(kind)}\n`;
    }
  }
}

/** Says when a change takes effect. */
function toTiming(kind: unknown): string {
  const when =
    kind === 'oauth' || kind === 'apiKey'
      ? 'A running host uses this from the next request on.'
      : 'A running host uses this after a restart.';
  return `${when} One that is started with --registrations replaces what is stored by its file.`;
}

/** Asks for the secret that every registration of its kind needs, unless the fields have it. */
async function askForSecret(fields: JsonObject, file: string | undefined, source: SecretSource): Promise<JsonObject> {
  const name = Object.entries(secretOf).find(([kind]) => kind === fields.kind)?.[1];
  // Standard input is read only once.
  if (name === undefined || fields[name] !== undefined || file === '-') {
    return {};
  }
  return { [name]: await readSecret(source, `${name} of ${fields.id}`) };
}

/** @throws StartupFault if it is not a JSON object; it never quotes the text, which may contain secrets. */
async function readFields(file: string | undefined, { stdin }: SecretSource): Promise<JsonObject> {
  if (file === undefined) {
    return {};
  }
  const name = file === '-' ? 'Standard input' : `The file ${file}`;
  const content = await (file === '-' ? text(stdin) : readFile(file, 'utf8')).catch((cause: unknown) => {
    const code = textMember(cause, 'code') ?? 'unknown error';
    throw new StartupFault(`${name} cannot be read (${code}). Name a file that exists.`, { cause });
  });
  try {
    const json = parseJson(content);
    if (isJsonObject(json)) {
      return json;
    }
  } catch (cause) {
    throw cause instanceof JsonFault ? new StartupFault(`${name} ${cause.message}`) : cause;
  }
  throw new StartupFault(`${name} must contain one registration, a JSON object.`);
}
