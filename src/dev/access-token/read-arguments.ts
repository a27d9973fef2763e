import { parseArgs } from 'node:util';
import { StartupFault } from '../../foundation/startup-fault.ts';

/** The kinds of caller that the command can call the API as. */
const kinds = ['person', 'opaque', 'application', 'service'] as const;
const methods = ['GET', 'POST', 'PATCH', 'DELETE'] as const;

export type AccessTokenCommand = GenerateCommand | CallCommand;

export interface GenerateCommand {
  readonly name: 'generate';
  /** Name of the service. */
  readonly id: string;
  /** `read` by default. */
  readonly right: 'read' | 'write';
}

export interface CallCommand {
  readonly name: 'call';
  readonly as: (typeof kinds)[number];
  readonly method: (typeof methods)[number];
  /** Path and query at the API. */
  readonly path: string;
  /** JSON; undefined for a call without body. */
  readonly body: string | undefined;
}

const usage = `Usage: npm run access-token -- generate [--id <service>] [--right read|write]
       npm run access-token -- call --as ${kinds.join('|')} [--method ${methods.join('|')}] [--path /api/repairs] [--body <JSON>]`;

/**
 * Reads the command line.
 * @throws StartupFault that names what is wrong, and the usage.
 */
export function readArguments(args: readonly string[]): AccessTokenCommand {
  const [name, ...rest] = args;
  if (name === 'generate') {
    const { id = 'service', right = 'read' } = parse(rest, ['id', 'right']);
    if (!/^[\w.-]{1,64}$/.test(id)) {
      throw fault('--id must have 1 to 64 letters, digits, dots, hyphens and underscores.');
    }
    return { name, id, right: oneOf('--right', ['read', 'write'] as const, right) };
  }
  if (name === 'call') {
    const { as, method = 'GET', path = '/api/repairs', body } = parse(rest, ['as', 'method', 'path', 'body']);
    if (!/^\/(?!\/)[\x21-\x7e]*$/.test(path)) {
      throw fault('--path must be a path at the API, such as /api/repairs?assignedTo=Karin.');
    }
    return { name, as: oneOf('--as', kinds, as), method: oneOf('--method', methods, method), path, body };
  }
  throw fault(name === undefined ? 'The command is missing.' : 'There are two commands: generate and call.');
}

function parse<Name extends string>(args: readonly string[], names: readonly Name[]): Partial<Record<Name, string>> {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args: [...args], options }).values as Partial<Record<Name, string>>;
  } catch {
    throw fault(`This command has the options ${names.map((name) => `--${name}`).join(', ')}, each with a value.`);
  }
}

function oneOf<Value extends string>(option: string, values: readonly Value[], text: string | undefined): Value {
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) {
    throw fault(`${option} must be one of ${values.join(', ')}.`);
  }
  return value;
}

const fault = (problem: string): StartupFault => new StartupFault(`${problem}\n${usage}`);
