import { expect } from 'chai';
import fc from 'fast-check';
import { toUtcOffset } from '../../../src/bot/turn/to-utc-offset.ts';

describe('toUtcOffset', () => {
  for (const [localTimestamp, minutes] of [
    ['2019-07-01T15:57:22.175-07:00', -420],
    ['2019-07-01T15:57:22+05:30', 330],
    ['2019-07-01T15:57:22.1750000+14:00', 840],
    ['2019-07-01T15:57:22.175-14:00', -840],
    ['2019-07-01T15:57:22.175+00:00', 0],
  ] as const) {
    it(`returns ${minutes} minutes for ${localTimestamp}`, () => {
      expect(toUtcOffset(localTimestamp)).to.equal(minutes);
    });
  }

  for (const other of [
    '2019-07-01T15:57:22.175+14:01',
    '2019-07-01T15:57:22.175-99:00',
    '2019-07-01T15:57:22.175+01:60',
    '2019-07-01T15:57:22.175+0100',
    '2019-07-01T15:57:22.175Z',
    '2019-07-01T15:57:22.175+01:00 ',
    '2019-07-01T15:57:22.175+01:00\n',
    '2019-07-01 15:57:22+01:00',
    '+01:00',
    '',
    undefined,
    null,
    60,
    { toString: () => '2019-07-01T15:57:22+01:00' },
  ]) {
    it(`returns 0 for ${JSON.stringify(other)}`, () => {
      expect(toUtcOffset(other)).to.equal(0);
    });
  }

  it('returns an offset of at most 14 hours for any value', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(toUtcOffset(value)).to.be.within(-840, 840);
      }),
    );
  });
});
