import { expect } from 'chai';
import fc from 'fast-check';
import { maximumTokenLength, parseJwt } from '../../src/jwt/parse-jwt.ts';
import { TokenRefused } from '../../src/jwt/token-refused.ts';
import { encode } from '../support/issuer.ts';

const header = encode('{"alg":"RS256"}');
const claims = encode('{"sub":"a"}');
// Claims whose last byte leaves two and four bits of the last base64url character unused.
const twoBits = encode('{"s":"ab"}');
const fourBits = encode('{"s":"a"}');

function detailOf(token: string): string {
  try {
    parseJwt(token);
  } catch (error) {
    expect(error).to.be.instanceOf(TokenRefused);
    return (error as Error).message;
  }
  return 'accepted';
}

describe('parseJwt', () => {
  it('returns header and claims', () => {
    expect(parseJwt(`${header}.${claims}.QUFB`)).to.deep.equal({
      compact: `${header}.${claims}.QUFB`,
      header: { alg: 'RS256' },
      claims: { sub: 'a' },
    });
    expect(detailOf(`${header}.${twoBits}.QUFB`)).to.equal('accepted');
    expect(detailOf(`${header}.${fourBits}.QUFB`)).to.equal('accepted');
    expect(detailOf(`${header}.${claims}.-_-_`)).to.equal('accepted');
  });

  describe('rejects as non-canonical base64url (RFC 4648 sections 3.2 to 3.5)', () => {
    const next = (text: string) => text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
    const vectors: Record<string, string> = {
      'padding after the header': `${header}=.${claims}.QUFB`,
      'padding after the claims': `${header}.${fourBits}=.QUFB`,
      'padding after the signature': `${header}.${claims}.QUE=`,
      'too much padding': `${header}.${claims}.QUFB====`,
      'padding alone': `${header}.${claims}.=`,
      'two non-zero trailing bits': `${header}.${next(twoBits)}.QUFB`,
      'four non-zero trailing bits': `${header}.${next(fourBits)}.QUFB`,
      'non-zero trailing bits in the signature': `${header}.${claims}.QUF`,
      'one character too many': `${header}.${claims}.QUFBQ`,
      'a single character': `${header}.${claims}.Q`,
      'a leading space': ` ${header}.${claims}.QUFB`,
      'a trailing space': `${header}.${claims}.QUFB `,
      'a space inside': `${header}.${claims}.QU FB`,
      'a trailing newline': `${header}.${claims}.QUFB\n`,
      'a newline inside': `${header}.${claims}.QU\nFB`,
      'a CRLF after four characters': `${header}.${claims}.QUFB\r\nQUFB`,
      'a tab inside': `${header.slice(0, 4)}\t${header.slice(4)}.${claims}.QUFB`,
      'the plus of standard base64': `${header}.${claims}.+-+-`,
      'the slash of standard base64': `${header}.${claims}.____/___`,
      'a tilde': `${header}.${claims}.QUF~`,
      'a percent escape': `${header}.${claims}.QU%46B`,
      'a NUL inside': `${header}.${claims}.QU\u0000FB`,
      'a trailing NUL': `${header}.${claims}.QUFB\u0000`,
      'a Cyrillic letter that looks like a Latin one': `${header}.${claims}.QUF\u0412`,
      'a fullwidth letter': `${header}.${claims}.QUF\uff22`,
      'a letter whose low byte is in the alphabet': `${header}.${claims}.QUF\u0142`,
      'a leading byte order mark': `\ufeff${header}.${claims}.QUFB`,
    };
    for (const [title, token] of Object.entries(vectors)) {
      it(title, () => expect(detailOf(token)).to.equal('not canonical base64url'));
    }
  });

  it('rejects a token that does not have three parts', () => {
    for (const token of [
      '',
      header,
      `${header}.${claims}`,
      `${header}.${claims}.QUFB.`,
      `${header}.${claims}.QUFB.QUFB`,
    ]) {
      expect(detailOf(token)).to.equal('not three parts');
    }
    expect(detailOf('.'.repeat(maximumTokenLength))).to.equal('not three parts');
  });

  it('rejects a token without signature', () => {
    expect(detailOf(`${header}.${claims}.`)).to.equal('not signed');
  });

  it('rejects a token of more than 8,192 characters', () => {
    const tokenOf = (length: number) => `${header}.${claims}.`.padEnd(length, 'A');
    expect(detailOf(tokenOf(8192))).to.equal('accepted');
    expect(detailOf(tokenOf(8193))).to.equal('too long');
  });

  it('rejects parts that are not JSON objects in UTF-8 with unique names', () => {
    const vectors: Record<string, string | Buffer> = {
      'not JSON': '{"a":1',
      'not a JSON object': '[]',
      'a name occurs twice': '{"a":1,"b":2,"a":1}',
      'not UTF-8': Buffer.from('7b2261223a22c0af227d', 'hex'),
    };
    for (const [detail, text] of Object.entries(vectors)) {
      const part = Buffer.from(text).toString('base64url');
      expect(detailOf(`${part}.${claims}.QUFB`)).to.equal(detail);
      expect(detailOf(`${header}.${part}.QUFB`)).to.equal(detail);
    }
    for (const text of ['', 'null', '7', '"a"', '\ufeff{}', '{}\u0000', '{"a":NaN}', "{'a':1}"]) {
      expect(detailOf(`${header}.${encode(text)}.QUFB`)).to.match(/^not (JSON|a JSON object)$/);
    }
  });

  it('rejects duplicate names at any depth, even if they are escaped differently', () => {
    const duplicates = [
      '{"aud":1,"\\u0061ud":2}',
      '{"a":{"b":1,"b":2}}',
      '{"a":[{"b":1},{"c":1,"c":2}]}',
      '{"":1,"":2}',
    ];
    for (const text of [...duplicates, '{"a\\"":1,"a\\"":2}', '{"__proto__":1,"__proto__":2}']) {
      expect(detailOf(`${header}.${encode(text)}.QUFB`)).to.equal('a name occurs twice');
    }
  });

  it('accepts names that recur in values or in other objects', () => {
    const once = [
      '{"a":"a","b":{"a":1}}',
      '{"a":[{"b":1},{"b":2}]}',
      '{"a":"\\"a\\":1,\\"a\\":2"}',
      '{"a":"{","b":["}","a",":"]}',
    ];
    for (const text of once) {
      expect(parseJwt(`${header}.${encode(text)}.QUFB`).claims).to.deep.equal(JSON.parse(text));
    }
  });

  it('parses any encoded JSON object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const text = JSON.stringify(value);
        fc.pre(text.length < 3000);
        expect(parseJwt(`${header}.${encode(text)}.QUFB`).claims).to.deep.equal(JSON.parse(text));
      }),
    );
  });
});
