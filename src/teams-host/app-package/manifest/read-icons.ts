import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { type PackageFiles, toPackagePath } from '../files/package-files.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export interface Icons {
  readonly color: Uint8Array;
  readonly outline: Uint8Array;
}

/** Reads the two icons. @param faults receives a sentence for each that is missing, not a PNG, or of the wrong size. */
export function readIcons(manifest: JsonObject, files: PackageFiles, faults: string[]): Icons {
  const icon = (name: string, edge: number): Uint8Array => {
    const path = textMember(member(manifest, 'icons'), name) ?? '';
    const bytes = files.get(toPackagePath(path));
    if (bytes === undefined) {
      faults.push(`manifest.json: the ${name} icon ${JSON.stringify(path)} is not in the package. Add it.`);
      return new Uint8Array();
    }
    const [width, height] = pngSize(bytes);
    if (width !== edge || height !== edge) {
      faults.push(`${path}: the ${name} icon must be a PNG of ${edge} × ${edge} pixels. Draw it at that size.`);
    }
    return bytes;
  };
  return { color: icon('color', 192), outline: icon('outline', 32) };
}

/** Returns width and height from the IHDR chunk (PNG section 11.2.2); NaN if the bytes are not a PNG. */
function pngSize(bytes: Uint8Array): readonly [number, number] {
  if (bytes.length < 24 || signature.some((byte, index) => bytes[index] !== byte)) {
    return [Number.NaN, Number.NaN];
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [view.getUint32(16), view.getUint32(20)];
}
