// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders are the subject of these tests
import { expect } from 'chai';
import fc from 'fast-check';
import { fillPlaceholders } from '../../../src/dev/package-check/fill-placeholders.ts';

describe('fillPlaceholders', () => {
  it('fills placeholders in strings and property names, at any depth, with or without spaces', () => {
    const document = { 'a${{A}}': ['${{A}}-${{ B }}', { c: 'x${{A}}x${{A}}' }], n: 1, t: true, z: null };
    expect(fillPlaceholders(document, { A: '1', B: '2' })).to.deep.equal({
      document: { a1: ['1-2', { c: 'x1x1' }], n: 1, t: true, z: null },
      unfilled: [],
      malformed: [],
    });
  });

  it('preserves any value: quotes, backslashes, line ends, dollar patterns', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
        const { document } = fillPlaceholders({ a: '<${{A}}>' }, { A: value });
        expect(JSON.parse(JSON.stringify(document))).to.deep.equal({ a: `<${value}>` });
      }),
      { examples: [['" \\ \n $& $1 $$'], ['${{A}}'], ['__proto__']] },
    );
  });

  it('does not fill placeholders inside values', () => {
    expect(fillPlaceholders('${{A}}', { A: '${{B}}', B: 'secret' }).document).to.equal('${{B}}');
  });

  it('lists each variable without a value once, and leaves its placeholders unchanged', () => {
    const { document, unfilled } = fillPlaceholders(['${{A}}', '${{A}} ${{toString}}', '${{B}}'], { A: '', B: 'b' });
    expect(unfilled).to.deep.equal(['A', 'toString']);
    expect(document).to.deep.equal(['${{A}}', '${{A}} ${{toString}}', 'b']);
  });

  it('accepts an empty suffix, but not a missing one', () => {
    expect(fillPlaceholders('Repairs${{APP_NAME_SUFFIX}}', { APP_NAME_SUFFIX: '' })).to.deep.include({
      document: 'Repairs',
      unfilled: [],
    });
    expect(fillPlaceholders('Repairs${{APP_NAME_SUFFIX}}', {}).unfilled).to.deep.equal(['APP_NAME_SUFFIX']);
  });

  it('lists malformed placeholders', () => {
    for (const text of ['${{A-B}}', '${{A}', '${{}}', '${{ 1A }}']) {
      expect(fillPlaceholders({ x: text }, { A: 'a' }).malformed, text).to.deep.equal([text]);
    }
  });

  it('lists property names that become equal', () => {
    const { malformed } = fillPlaceholders({ '${{A}}': 1, '${{B}}': 2 }, { A: 'same', B: 'same' });
    expect(malformed).to.deep.equal(['${{A}}, ${{B}}']);
  });
});
