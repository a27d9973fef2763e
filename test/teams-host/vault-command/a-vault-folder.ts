import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { runVault } from '../../../src/teams-host/run-vault.ts';

export interface VaultRun {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A data folder for each test of a `describe`, and the commands on it. */
export interface VaultFolder {
  path(): string;
  /**
   * Runs a command.
   * @param input what is piped in.
   */
  run(args: readonly string[], input?: string): Promise<VaultRun>;
  /** Runs a command that must succeed, and returns what it prints. */
  succeed(args: readonly string[], input?: string): Promise<string>;
  /** Runs a command that must fail, and returns its only line. */
  fail(args: readonly string[], input?: string): Promise<string>;
  /** The lines that `show` prints. */
  show(id: string): Promise<readonly string[]>;
}

export function aVaultFolder(): VaultFolder {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vault-command-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run: VaultFolder['run'] = (args, input) => runVaultIn(folder, args, input);
  const succeed: VaultFolder['succeed'] = async (args, input) => {
    const { exitCode, out, err } = await run(args, input);
    expect(exitCode, err).to.equal(0);
    expect(err).to.equal('');
    return out;
  };
  return {
    path: () => folder,
    run,
    succeed,
    async fail(args, input) {
      const { exitCode, out, err } = await run(args, input);
      expect(exitCode, out).to.equal(1);
      expect(out).to.equal('');
      expect(err).to.match(/^[^\n]+\n$/);
      return err;
    },
    show: async (id) => (await succeed(['show', id])).trimEnd().split('\n'),
  };
}

/** Runs a command in this process. @param input what is piped in. */
export async function runVaultIn(folder: string, args: readonly string[], input = ''): Promise<VaultRun> {
  const written = { out: '', err: '' };
  const process = {
    argv: ['node', 'main.ts', 'vault', ...args, '--data', folder],
    exitCode: 0,
    stdin: Readable.from([input]),
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
  };
  await runVault(process);
  return { exitCode: process.exitCode, ...written };
}

/** Options for an API key registration. */
export const keyOptions = [
  ...['--kind', 'apiKey', '--name', 'My key', '--base-url', 'https://api.example.com'],
  ...['--restrict-by-org', 'any', '--restrict-by-app', 'any'],
];

/** Options for an OAuth registration. */
export const oauthOptions = [
  ...['--kind', 'oauth', '--name', 'My sign-in', '--base-url', 'https://api.example.com/v1'],
  ...['--restrict-by-org', 'any', '--restrict-by-app', '7b1d9a3e-0000-4000-8000-000000000001'],
  ...['--client-id', 'my-client', '--authorization-endpoint', 'https://login.example.com/authorize'],
  ...['--token-endpoint', 'https://login.example.com/token', '--refresh-endpoint', 'https://login.example.com/token'],
  ...['--scope', 'read offline_access', '--pkce', 'true', '--token-endpoint-auth-method', 'client_secret_basic'],
];
