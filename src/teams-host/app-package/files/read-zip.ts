import { crc32 } from 'node:zlib';
import { unzipSync } from 'fflate';
import { StartupFault } from '../../../foundation/startup-fault.ts';
import { createAdmission, type PackageFiles, packageLimits } from './package-files.ts';

/**
 * Unpacks an app package in memory; writes nothing to disk.
 * @throws StartupFault for a package that is not a zip, has a path outside its root, exceeds `packageLimits`, or has an
 * entry whose content does not have the size and the checksum that the archive declares.
 */
export function readZip(archive: Uint8Array): PackageFiles {
  if (archive.length > packageLimits.archive) {
    throw new StartupFault(
      `The app package cannot be used: it is larger than ${packageLimits.archive} bytes. Leave out what the manifest does not name.`,
    );
  }
  const admit = createAdmission();
  try {
    const checksums = readChecksums(archive);
    const declared = new Map<string, Declared>();
    const entries = unzipSync(archive, {
      filter: ({ name, originalSize: size }) => {
        // In the order of the directory.
        const checksum = checksums.next().value;
        if (name.endsWith('/') || name.startsWith('__MACOSX/')) {
          return false;
        }
        admit(name, size);
        declared.set(name, { size, checksum });
        return true;
      },
    });
    for (const [name, content] of Object.entries(entries)) {
      const { size, checksum } = declared.get(name) ?? {};
      if (content.length !== size || crc32(content) !== checksum) {
        const why = 'its content does not have the size and the checksum that the zip declares';
        throw new StartupFault(`The app package cannot be used: ${name} is damaged, because ${why}. Build it again.`);
      }
    }
    return new Map(Object.entries(entries));
  } catch (cause) {
    if (cause instanceof StartupFault) {
      throw cause;
    }
    throw new StartupFault('The app package cannot be used: it is not a readable zip file. Build it again.', { cause });
  }
}

interface Declared {
  readonly size: number;
  readonly checksum: number | undefined;
}

/**
 * Reads the CRC-32 of each entry from the central directory, in its order.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.12 and 4.3.16
 */
function* readChecksums(archive: Uint8Array): Generator<number, undefined> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const count = end < 0 ? 0 : bytes.readUInt16LE(end + 10);
  let at = end < 0 ? bytes.length : bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (bytes.toString('latin1', at, at + 4) !== 'PK\u0001\u0002') {
      throw new Error('The central directory is not where it should be.');
    }
    yield bytes.readUInt32LE(at + 16);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return undefined;
}
