import { randomBytes } from 'node:crypto';
import { reportStartupFault } from '../foundation/startup-fault.ts';
import { defaultDataFolder } from './read-arguments.ts';
import type { SecretSource } from './vault-command/read-secret.ts';
import { readVaultArguments } from './vault-command/read-vault-arguments.ts';
import { runVaultCommand } from './vault-command/run-vault-command.ts';

/** The part of `process` that the command uses. */
export type VaultProcess = Pick<NodeJS.Process, 'argv' | 'exitCode'> &
  SecretSource & { readonly stdout: { write(text: string): unknown } };

/**
 * Manages the registrations of the local Teams host: `npm run vault -- list`, `readVaultArguments` has the other
 * commands. A fault is printed on stderr as a sentence with the remedy, and sets the exit code to 1.
 */
export async function runVault(process: VaultProcess): Promise<void> {
  try {
    const args = readVaultArguments(process.argv.slice(3), defaultDataFolder);
    const options = { source: process, now: () => new Date(), random: randomBytes };
    process.stdout.write(await runVaultCommand(args, options));
  } catch (fault) {
    reportStartupFault(fault, process);
  }
}
