/**
 * Entry of the local world (`npm run dev`). Checks the version of Node.js before it loads code that needs a newer one.
 */
import { isTooOld, oldestNode } from '../foundation/oldest-node.ts';

if (isTooOld(process.versions.node)) {
  process.stderr.write(
    `Repairs needs Node.js ${oldestNode} or newer, this is ${process.versions.node}: use "npm run dev", which runs a supported version.\n`,
  );
  process.exitCode = 1;
} else {
  const { runWorld } = await import('./run-world.ts');
  await runWorld(process);
}
