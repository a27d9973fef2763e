/** Production entry. Checks the version of Node.js before it loads code that an older one cannot parse. */
import { isTooOld, oldestNode } from './foundation/oldest-node.ts';

if (isTooOld(process.versions.node)) {
  process.stderr.write(
    `Repairs needs Node.js ${oldestNode} or newer, this is ${process.versions.node}: install a newer version or use "npm start".\n`,
  );
  process.exitCode = 1;
} else {
  const { runApp } = await import('./run-app.ts');
  await runApp(process);
}
