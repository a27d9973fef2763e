import { inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 0 grayscale, 2 RGB, 3 palette, 4 grayscale with alpha, 6 RGB with alpha. */
  readonly colorType: number;
  /** Four bytes per pixel; decoded for color type 6 only. */
  readonly pixels: Uint8Array | undefined;
}

/** Decodes a non-interlaced PNG with 8 bits per channel (PNG, third edition). */
export function decodePng(file: Buffer): Picture {
  const [width, height, colorType] = [file.readUInt32BE(16), file.readUInt32BE(20), file[25] ?? -1];
  return { width, height, colorType, pixels: colorType === 6 ? unfilter(imageData(file), width, height) : undefined };
}

function imageData(file: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
    }
  }
  return inflateSync(Buffer.concat(parts));
}

function unfilter(raw: Buffer, width: number, height: number): Uint8Array {
  const row = width * 4;
  const pixels = new Uint8Array(row * height);
  const read = (index: number): number => pixels[index] ?? 0;
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const left = x < 4 ? 0 : read(at - 4);
      const above = y === 0 ? 0 : read(at - row);
      const corner = x < 4 || y === 0 ? 0 : read(at - row - 4);
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0;
      pixels[at] = (raw[y * (row + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return pixels;
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(estimate - value));
  if (toLeft === undefined || toAbove === undefined || toCorner === undefined) {
    return 0;
  }
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
}
