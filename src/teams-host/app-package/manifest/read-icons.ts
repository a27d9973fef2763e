import { PNG } from 'pngjs';
import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { type PackageFiles, toPackagePath } from '../files/package-files.ts';
import type { Place } from '../files/place.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export interface Icons {
  readonly color: Uint8Array;
  readonly outline: Uint8Array;
}

/**
 * Reads the icons and checks their size, and that the outline is white on a transparent background.
 * @param faults receives a sentence for each icon that Teams would refuse.
 */
export function readIcons(manifest: JsonObject, place: Place, files: PackageFiles, faults: string[]): Icons {
  const icons = member(manifest, 'icons');
  const icon = (name: string, kind: string, edge: number): Uint8Array => {
    const named = textMember(icons, name);
    if (named === undefined) {
      // The schema reports it.
      return new Uint8Array();
    }
    const path = toPackagePath(named);
    const bytes = files.get(path);
    if (bytes === undefined) {
      const is = path === '' ? 'the path is empty' : `${JSON.stringify(path)} is not in the package`;
      faults.push(`${place('icons', name)}: the ${kind} icon is missing, because ${is}. Add it.`);
      return new Uint8Array();
    }
    const [width, height] = pngSize(bytes);
    if (width !== edge || height !== edge) {
      faults.push(`${path}: the ${kind} icon must be a PNG of ${edge} × ${edge} pixels. Draw it at that size.`);
    } else if (name === 'outline') {
      faults.push(...checkOutline(path, bytes));
    }
    return bytes;
  };
  if (member(icons, 'color32x32') !== undefined) {
    icon('color32x32', 'small color', 32);
  }
  return { color: icon('color', 'color', 192), outline: icon('outline', 'outline', 32) };
}

/** @param bytes a PNG of the right size, so that it cannot exhaust the memory. */
function checkOutline(path: string, bytes: Uint8Array): readonly string[] {
  const pixels = readPixels(bytes);
  if (pixels === undefined) {
    return [`${path}: the outline icon is not a readable PNG. Save it again.`];
  }
  for (let at = 0; at < pixels.length; at += 4) {
    const [red, green, blue, alpha] = pixels.subarray(at, at + 4);
    if (alpha !== 0 && (red !== 255 || green !== 255 || blue !== 255)) {
      const [row, column] = [Math.floor(at / 128) + 1, ((at / 4) % 32) + 1];
      const color = `alpha ${alpha}, red ${red}, green ${green}, blue ${blue}`;
      return [
        `${path}: the outline icon must be white on transparent, but row ${row}, column ${column} has ${color}. Draw every pixel white or transparent.`,
      ];
    }
  }
  return [];
}

/** Returns four bytes for each pixel: red, green, blue and alpha. */
function readPixels(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return PNG.sync.read(Buffer.from(bytes)).data;
  } catch {
    return undefined;
  }
}

/** Returns width and height from the IHDR chunk (PNG section 11.2.2); NaN if the bytes are not a PNG. */
function pngSize(bytes: Uint8Array): readonly [number, number] {
  if (bytes.length < 24 || signature.some((byte, index) => bytes[index] !== byte)) {
    return [Number.NaN, Number.NaN];
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [view.getUint32(16), view.getUint32(20)];
}
