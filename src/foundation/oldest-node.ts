/** The oldest Node.js that this program and its packages run on; package.json says the same. */
export const oldestNode = '22.19';

/** Whether a version of Node.js, such as `22.18.0`, is older than that. */
export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split('.').map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}
