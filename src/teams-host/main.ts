/**
 * Entry of the stand-alone host: `npm run teams-host -- --app <folder or zip>`. `readArguments` has the other options.
 * With the argument `vault`, `npm run vault`, it manages the registrations of a host instead.
 * Checks the version of Node.js before it loads code that needs a newer one.
 */
import { isTooOld, oldestNode } from '../foundation/oldest-node.ts';

if (isTooOld(process.versions.node)) {
  process.stderr.write(
    `The local Teams host needs Node.js ${oldestNode} or newer, this is ${process.versions.node}: use "npm run teams-host".\n`,
  );
  process.exitCode = 1;
} else if (process.argv[2] === 'vault') {
  const { runVault } = await import('./run-vault.ts');
  await runVault(process);
} else {
  const { runTeamsHost } = await import('./run-teams-host.ts');
  await runTeamsHost(process);
}
