/** Production entry. Checks the runtime before anything is loaded that an older one could not even read. */
import { isTooOld, oldestNode } from './foundation/oldest-node.ts';

if (isTooOld(process.versions.node)) {
  process.stderr.write(
    `Repairs needs Node.js ${oldestNode} or newer, this is ${process.versions.node}: install a newer one or use "npm start".\n`,
  );
  process.exitCode = 1;
} else {
  const { runApp } = await import('./run-app.ts');
  await runApp(process);
}
