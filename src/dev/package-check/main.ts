/** Entry of `npm run package -- --env <name>`: builds, checks and writes the app packages. */
import { reportStartupFault } from '../../foundation/startup-fault.ts';
import { packageApp } from './package-app.ts';

try {
  process.stdout.write(
    await packageApp({
      args: process.argv.slice(2),
      root: new URL('../../../', import.meta.url),
      environment: process.env,
    }),
  );
} catch (fault) {
  reportStartupFault(fault, process);
}
