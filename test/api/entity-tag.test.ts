import { expect } from 'chai';
import { isKnown, parseIfMatch, toEntityTag } from '../../src/api/entity-tag.ts';
import { InvalidRequest, PreconditionRequired } from '../../src/foundation/errors.ts';

describe('parseIfMatch (RFC 9110 section 13.1.1)', () => {
  it('gives the version of a tag of ours', () => {
    expect(parseIfMatch(toEntityTag(17))).to.equal(17);
    expect(parseIfMatch(' "1" ')).to.equal(1);
  });

  it('gives a version that no repair has for a weak tag or one that was never ours', () => {
    for (const tag of ['W/"1"', '"abc"', '"01"', '"0"', '"-1"', '""', '"99999999999999999999"']) {
      expect(parseIfMatch(tag), tag).to.equal(0);
    }
  });

  it('demands the header', () => {
    expect(() => parseIfMatch(undefined)).to.throw(PreconditionRequired);
    expect(() => parseIfMatch('')).to.throw(PreconditionRequired);
  });

  it('refuses what is malformed, a list, and the asterisk that would overwrite anything', () => {
    for (const header of ['*', '1', '"1', '"1", "2"', 'w/"1"', '"1" "2"', '"1"x', "'1'"]) {
      expect(() => parseIfMatch(header), header)
        .to.throw(InvalidRequest)
        .with.property('field', 'If-Match');
    }
  });
});

describe('isKnown (RFC 9110 section 13.1.2)', () => {
  it('finds the version in a list, weak or strong, or under the asterisk', () => {
    for (const header of ['"3"', 'W/"3"', '"1", "3"', '*']) {
      expect(isKnown(header, 3), header).to.equal(true);
    }
  });

  it('finds nothing in other versions, in nonsense and in no header', () => {
    for (const header of ['"4"', '3', '"33"', '', undefined]) {
      expect(isKnown(header, 3), String(header)).to.equal(false);
    }
  });
});
