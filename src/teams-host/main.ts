/**
 * Entry of the stand-alone host: `npm run teams-host -- --app <folder or zip>`. `readArguments` has the other options.
 * Checks the version of Node.js before it loads code that needs a newer one.
 */
import { isTooOld, oldestNode } from '../foundation/oldest-node.ts';

if (isTooOld(process.versions.node)) {
  process.stderr.write(
    `The local Teams host needs Node.js ${oldestNode} or newer, this is ${process.versions.node}: use "npm run teams-host".\n`,
  );
  process.exitCode = 1;
} else {
  const { runTeamsHost } = await import('./run-teams-host.ts');
  await runTeamsHost(process);
}
