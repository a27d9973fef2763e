/** The oldest version of Node.js that the app and its packages support; must match `engines` in package.json. */
export const oldestNode = '22.19';

/** Whether a version of Node.js is older than `oldestNode`. @param version for example `22.18.0`. */
export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split('.').map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}
