import { expect } from 'chai';
import { isKnown, parseIfMatch, toEntityTag } from '../../../src/api/versions/entity-tag.ts';
import { InvalidRequest } from '../../../src/foundation/errors.ts';

describe('parseIfMatch (RFC 9110 section 13.1.1)', () => {
  it('returns the version of a strong tag, with or without surrounding spaces', () => {
    expect(parseIfMatch(toEntityTag(17))).to.equal(17);
    expect(parseIfMatch(' "1" ')).to.equal(1);
  });

  it('parses a weak or foreign tag as a version that matches nothing', () => {
    for (const tag of ['W/"1"', '"abc"', '"01"', '"0"', '"-1"', '""', '"99999999999999999999"']) {
      expect(parseIfMatch(tag), tag).to.equal(0);
    }
  });

  it('rejects a malformed tag, a list and the asterisk', () => {
    for (const header of ['', '*', '1', '"1', '"1", "2"', 'w/"1"', '"1" "2"', '"1"x', "'1'"]) {
      expect(() => parseIfMatch(header), header)
        .to.throw(InvalidRequest)
        .with.property('field', 'If-Match');
    }
  });
});

describe('isKnown (RFC 9110 section 13.1.2)', () => {
  it('matches a weak or strong tag, a list with the version, and the asterisk', () => {
    for (const header of ['"3"', 'W/"3"', '"1", "3"', '*']) {
      expect(isKnown(header, 3), header).to.equal(true);
    }
  });

  it('does not match another version, a malformed header or a missing header', () => {
    for (const header of ['"4"', '3', '"33"', '', undefined]) {
      expect(isKnown(header, 3), String(header)).to.equal(false);
    }
  });
});
