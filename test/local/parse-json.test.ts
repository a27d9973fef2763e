import { expect } from 'chai';
import fc from 'fast-check';
import { JsonFault, parseJson } from '../../src/local/parse-json.ts';

const faultOf = (text: string): string => {
  try {
    parseJson(text);
  } catch (fault) {
    expect(fault).to.be.instanceOf(JsonFault);
    return (fault as JsonFault).message;
  }
  return '';
};

describe('parseJson', () => {
  for (const [what, text, expected] of [
    ['a trailing comma in an object', '{\n  "a": 1,\n}', 'at line 2, column 9: remove the trailing comma.'],
    ['a trailing comma in a list', '[\n  1,\n  2 , \n\n]', 'at line 3, column 5: remove the trailing comma.'],
    ['a missing comma', '{\r\n  "a": 1\r\n  "b": 2\r\n}', 'at line 3, column 3: a comma is expected.'],
    ['a missing quote', '{\n "a": "b\n}', 'at line 2, column 7: the closing quote is missing.'],
    ['a comment', '{\n // no\n}', 'at line 2, column 2: comments are not allowed.'],
    ['single quotes', "{'a': 1}", 'at line 1, column 2: '],
    ['text after the value', '{}\n{}', 'at line 2, column 1: nothing may follow the value.'],
    ['a missing brace', '{"a": {"b": 1}', 'at line 1, column 15: a closing brace is expected.'],
    ['an empty file', ' \n', 'at line 1, column 1: the file is empty.'],
    ['a control character', '{"a": "\u0001"}', 'at line 1, column 7: '],
    ['a bad escape', '{"a": "\\x"}', 'at line 1, column 7: correct the escape sequence.'],
  ] as const) {
    it(`reports the place of ${what}`, () => {
      expect(faultOf(text)).to.contain(`is not valid JSON ${expected}`);
    });
  }

  it('accepts and rejects the same texts as JSON.parse, and never quotes them', () => {
    const part = fc.constantFrom('{', '}', '[', ']', ':', ',', '"secret"', '1', '01', 'true', ' ', '\n', '/*', '\\');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          expect(faultOf(text)).to.match(/^is not valid JSON at line \d+, column \d+: /);
          expect(faultOf(text)).not.to.contain('secret');
          return;
        }
        expect(parseJson(text)).to.deep.equal(value);
      }),
    );
  });

  it('ignores a byte-order mark', () => {
    expect(parseJson('\uFEFF{}')).to.deep.equal({});
  });

  it('reports text that is nested without end', () => {
    expect(faultOf('['.repeat(100_000))).to.match(/^is not valid JSON/);
  });
});
