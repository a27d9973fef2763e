import { expect } from 'chai';
import { toExpectedVersion } from '../../../src/api/versions/to-expected-version.ts';
import { InvalidRequest, PreconditionRequired } from '../../../src/foundation/errors.ts';

describe('toExpectedVersion', () => {
  it('returns the version of either If-Match or version, and of both if they agree', () => {
    expect(toExpectedVersion('"3"', undefined)).to.equal(3);
    expect(toExpectedVersion(undefined, 3)).to.equal(3);
    expect(toExpectedVersion('"3"', 3)).to.equal(3);
    expect(toExpectedVersion(' ', 3), 'an empty header').to.equal(3);
  });

  it('throws PreconditionRequired without both', () => {
    for (const header of [undefined, '', ' ']) {
      expect(() => toExpectedVersion(header, undefined)).to.throw(PreconditionRequired, /\.$/);
    }
  });

  it('rejects two different versions, and a weak or foreign tag beside a version', () => {
    for (const header of ['"2"', 'W/"3"', '"abc"', '"0"']) {
      expect(() => toExpectedVersion(header, 3), header)
        .to.throw(InvalidRequest)
        .with.property('field', 'version');
    }
  });

  it('rejects a malformed If-Match even beside a version', () => {
    expect(() => toExpectedVersion('*', 3))
      .to.throw(InvalidRequest)
      .with.property('field', 'If-Match');
  });
});
