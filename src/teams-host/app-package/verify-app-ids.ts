import { StartupFault } from '../../foundation/startup-fault.ts';
import type { AppPackage } from './app-package.ts';

/** @throws StartupFault if two packages have the same id. */
export function verifyAppIds(apps: readonly AppPackage[]): void {
  const ids = apps.map(({ manifest }) => manifest.id.toLowerCase());
  const duplicate = ids.find((id, index) => ids.indexOf(id) < index);
  if (duplicate !== undefined) {
    throw new StartupFault(`Two app packages have the id ${duplicate}. Give each package its own id.`);
  }
}
