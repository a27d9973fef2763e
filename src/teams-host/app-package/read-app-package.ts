import { StartupFault } from '../../foundation/startup-fault.ts';
import type { AppPackage } from './app-package.ts';
import type { PackageFiles } from './files/package-files.ts';
import { inspectAppPackage, type OfficialChecks } from './inspect-app-package.ts';

/**
 * Reads and checks the files of an app package.
 * @throws StartupFault with one sentence for each thing that must change.
 */
export async function readAppPackage(files: PackageFiles, checks?: OfficialChecks): Promise<AppPackage> {
  const { appPackage, faults } = await inspectAppPackage(files, checks);
  if (appPackage === undefined) {
    throw new StartupFault(`The app package cannot be used:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
  return appPackage;
}
