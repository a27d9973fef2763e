import { expect } from 'chai';
import { toRepresentation, toStoredImage } from '../../src/api/to-representation.ts';
import type { Repair } from '../../src/repairs/repair.ts';

const publicUrl = 'https://repairs.example.com';
const repair: Repair = {
  id: '1',
  title: 'Oil change',
  description: '',
  assignedTo: 'Karin Blair',
  date: '2023-05-23',
  image: '/pictures/oil-change.png',
  status: 'open',
  version: 3,
};

describe('toRepresentation', () => {
  it('resolves a stored picture path against the public URL', () => {
    expect(toRepresentation(repair, publicUrl).image).to.equal(`${publicUrl}/pictures/oil-change.png`);
  });

  it('keeps absolute URLs and omits a missing image', () => {
    const image = 'https://elsewhere.example.com/a.png';
    expect(toRepresentation({ ...repair, image }, publicUrl).image).to.equal(image);
    expect(toRepresentation({ ...repair, image: undefined }, publicUrl).image).to.equal(undefined);
  });

  it('returns only the fields of the contract', () => {
    const stored = { ...repair, tenantId: 'secret' };
    expect(toRepresentation(stored, publicUrl)).to.have.all.keys(
      ...['id', 'title', 'description', 'assignedTo', 'date', 'image', 'status', 'version', 'url'],
    );
  });

  it('contains the version, and the address of the page of the repair, whatever its id', () => {
    expect(toRepresentation(repair, publicUrl)).to.include({ version: 3, url: `${publicUrl}/repairs/1` });
    const { url } = toRepresentation({ ...repair, id: '../a b?' }, publicUrl);
    expect(url).to.equal(`${publicUrl}/repairs/..%2Fa%20b%3F`);
  });
});

describe('toStoredImage', () => {
  it('reverses toRepresentation', () => {
    const { image = '' } = toRepresentation(repair, publicUrl);
    expect(toStoredImage({ image }, publicUrl)).to.deep.equal({ image: repair.image });
  });

  it('leaves other URLs and a missing image unchanged', () => {
    for (const fields of [
      {},
      { image: 'https://elsewhere.example.com/a.png' },
      { image: `${publicUrl}.evil/pictures/oil-change.png` },
      { image: `${publicUrl}/pictures/oil-change.png?size=2` },
      { image: `${publicUrl}/pictures/../oil-change.png` },
    ]) {
      expect(toStoredImage(fields, publicUrl)).to.deep.equal(fields);
    }
  });
});
