import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { JsonObject } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { readFlags, registrationFlags, secretFlags } from './read-flags.ts';

export const vaultCommands = ['list', 'show', 'register', 'update', 'rotate-secret', 'remove'] as const;
export type VaultCommand = (typeof vaultCommands)[number];

export interface VaultArguments {
  readonly command: VaultCommand;
  /** Absent for `list`, and for `register` if the file has it or one is to be generated. */
  readonly id: string | undefined;
  /** Absolute path of the data folder of the host. */
  readonly dataFolder: string;
  /** Absolute path of a JSON file with fields of the registration, or `-` for standard input. */
  readonly file: string | undefined;
  /** Fields of the registration that the command line gives. */
  readonly fields: JsonObject;
  /** Which key of an API key registration to rotate. */
  readonly key: 'primary' | 'secondary' | undefined;
  /** Whether to remove the key instead. */
  readonly isKeyRemoved: boolean;
}

const usage = [
  'Usage: npm run vault -- <command> [--data <folder>]',
  '  list',
  '  show <id>',
  '  register [<id>] [--file <JSON file, or - for standard input>] [--kind <kind>] [--<field> <value> …]',
  '  update <id> [--file <JSON file, or ->] [--<field> <value> …]',
  '  rotate-secret <id> [--key primary|secondary [--remove]]',
  '  remove <id>',
  `The fields are ${Object.keys(registrationFlags)
    .map((name) => `--${name}`)
    .join(', ')}.`,
].join('\n');

/** The options that each command has besides `--data`. */
const optionsOf: Readonly<Record<VaultCommand, readonly string[]>> = {
  list: [],
  show: [],
  register: ['file', ...Object.keys(registrationFlags)],
  update: ['file', ...Object.keys(registrationFlags)],
  'rotate-secret': ['key', 'remove'],
  remove: [],
};

/**
 * Parses the command line. It takes no secrets, because other programs and the history of the shell can read it.
 * @param defaultDataFolder relative to the current folder.
 * @throws StartupFault for an invalid command line; it quotes no value.
 */
export function readVaultArguments(args: readonly string[], defaultDataFolder: string): VaultArguments {
  verifyNoSecrets(args);
  const { values, positionals } = parse(args);
  const [name, id, ...more] = positionals;
  const command = vaultCommands.find((candidate) => candidate === name);
  if (command === undefined || more.length > 0 || (command === 'list' && id !== undefined)) {
    throw new StartupFault(`Name one command. ${usage}`);
  }
  if (id === undefined && command !== 'list' && command !== 'register') {
    throw new StartupFault(`Name the id of the registration: ${command} <id>. "list" shows the ids.`);
  }
  const { data, file, key, remove, ...flags } = values;
  const unknown = Object.keys(values).filter((option) => option !== 'data' && !optionsOf[command].includes(option));
  if (unknown.length > 0) {
    throw new StartupFault(`The command ${command} has no option --${unknown.join(', --')}. ${usage}`);
  }
  if (key !== undefined && key !== 'primary' && key !== 'secondary') {
    throw new StartupFault('The key must be "primary" or "secondary". Correct --key.');
  }
  return {
    command,
    id,
    dataFolder: resolve(typeof data === 'string' ? data : defaultDataFolder),
    file: typeof file !== 'string' || file === '-' ? toText(file) : resolve(file),
    fields: readFlags(flags),
    key,
    isKeyRemoved: remove === true,
  };
}

const toText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function verifyNoSecrets(args: readonly string[]): void {
  const given = secretFlags.find((flag) => args.some((arg) => arg === flag || arg.startsWith(`${flag}=`)));
  if (given !== undefined) {
    throw new StartupFault(
      `Secrets are not taken from the command line, where other programs and the history of the shell can read them. Leave ${given} out: the command asks for the secret, or reads it from standard input.`,
    );
  }
}

function parse(args: readonly string[]) {
  const options = {
    ...registrationFlags,
    data: { type: 'string' as const },
    file: { type: 'string' as const },
    key: { type: 'string' as const },
    remove: { type: 'boolean' as const },
  };
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (cause) {
    throw new StartupFault(`The command line is invalid. ${usage}`, { cause });
  }
}
