import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { toZip } from '../../../src/dev/package-check/to-zip.ts';

const files = new Map([
  ['manifest.json', Buffer.from('{}')],
  ['adaptiveCards/repairs.json', Buffer.from('{"version":"devPreview"}')],
  ['color.png', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
]);

describe('toZip', () => {
  it('packs every file unchanged', () => {
    const unzipped = unzipSync(toZip(files));
    expect(Object.keys(unzipped)).to.have.members([...files.keys()]);
    for (const [path, bytes] of files) {
      expect(Buffer.from(unzipped[path] ?? []).equals(bytes), path).to.equal(true);
    }
  });

  it('produces the same bytes for another order of the files', () => {
    expect(Buffer.compare(toZip(files), toZip(new Map([...files].reverse())))).to.equal(0);
  });

  it('produces the same bytes in every time zone', () => {
    const zone = process.env.TZ;
    const zips: Uint8Array[] = [];
    try {
      for (const place of ['Asia/Tokyo', 'America/Los_Angeles']) {
        process.env.TZ = place;
        zips.push(toZip(files));
      }
    } finally {
      if (zone === undefined) {
        delete process.env.TZ;
      } else {
        process.env.TZ = zone;
      }
    }
    expect(Buffer.compare(zips[0] ?? Buffer.of(1), zips[1] ?? Buffer.of(2))).to.equal(0);
  });
});
