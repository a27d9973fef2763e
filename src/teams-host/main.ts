/** Stand-alone entry: `npm run teams-host -- --app <folder or zip> [--app <another>] --registrations <file> [--port <number>]`. */
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
