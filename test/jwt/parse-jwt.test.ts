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
  it('takes a token apart', () => {
    expect(parseJwt(`${header}.${claims}.QUFB`)).to.deep.equal({
      compact: `${header}.${claims}.QUFB`,
      header: { alg: 'RS256' },
      claims: { sub: 'a' },
    });
    expect(detailOf(`${header}.${twoBits}.QUFB`)).to.equal('accepted');
    expect(detailOf(`${header}.${fourBits}.QUFB`)).to.equal('accepted');
    expect(detailOf(`${header}.${claims}.-_-_`)).to.equal('accepted');
  });

  describe('refuses as not canonical base64url (RFC 4648 sections 3.2 to 3.5)', () => {
    const next = (text: string) => text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
    const vectors: Record<string, string> = {
      'padding after the header': `${header}=.${claims}.QUFB`,
      'padding after the claims': `${header}.${fourBits}=.QUFB`,
      'padding after the signature': `${header}.${claims}.QUE=`,
      'too much padding': `${header}.${claims}.QUFB====`,
      'padding alone': `${header}.${claims}.=`,
      'two bits left over': `${header}.${next(twoBits)}.QUFB`,
      'four bits left over': `${header}.${next(fourBits)}.QUFB`,
      'bits left over in the signature': `${header}.${claims}.QUF`,
      'one character too many': `${header}.${claims}.QUFBQ`,
      'one character alone': `${header}.${claims}.Q`,
      'a space before': ` ${header}.${claims}.QUFB`,
      'a space after': `${header}.${claims}.QUFB `,
      'a space within': `${header}.${claims}.QU FB`,
      'a newline after': `${header}.${claims}.QUFB\n`,
      'a newline within': `${header}.${claims}.QU\nFB`,
      'a carriage return and newline every four characters': `${header}.${claims}.QUFB\r\nQUFB`,
      'a tab within': `${header.slice(0, 4)}\t${header.slice(4)}.${claims}.QUFB`,
      'the plus of plain base64': `${header}.${claims}.+-+-`,
      'the slash of plain base64': `${header}.${claims}.____/___`,
      'a tilde': `${header}.${claims}.QUF~`,
      'a percent escape': `${header}.${claims}.QU%46B`,
      'NUL within': `${header}.${claims}.QU\u0000FB`,
      'NUL after': `${header}.${claims}.QUFB\u0000`,
      'a letter beyond ASCII that looks like one of it': `${header}.${claims}.QUF\u0412`,
      'a wide letter': `${header}.${claims}.QUF\uff22`,
      'a letter whose low byte is one of the alphabet': `${header}.${claims}.QUF\u0142`,
      'a byte order mark before': `\ufeff${header}.${claims}.QUFB`,
    };
    for (const [title, token] of Object.entries(vectors)) {
      it(title, () => expect(detailOf(token)).to.equal('not canonical base64url'));
    }
  });

  it('refuses any number of parts but three', () => {
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

  it('refuses a token without signature', () => {
    expect(detailOf(`${header}.${claims}.`)).to.equal('not signed');
  });

  it('refuses a token of more than 8 KB', () => {
    const of = (length: number) => `${header}.${claims}.`.padEnd(length, 'A');
    expect(detailOf(of(8192))).to.equal('accepted');
    expect(detailOf(of(8193))).to.equal('too long');
  });

  it('refuses parts that are not JSON objects of one meaning', () => {
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

  it('refuses names that are the same behind their escapes, at any depth', () => {
    const twice = ['{"aud":1,"\\u0061ud":2}', '{"a":{"b":1,"b":2}}', '{"a":[{"b":1},{"c":1,"c":2}]}', '{"":1,"":2}'];
    for (const text of [...twice, '{"a\\"":1,"a\\"":2}', '{"__proto__":1,"__proto__":2}']) {
      expect(detailOf(`${header}.${encode(text)}.QUFB`)).to.equal('a name occurs twice');
    }
  });

  it('takes names that occur again elsewhere, in values or in other objects', () => {
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

  it('reads back any JSON object that was encoded', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const text = JSON.stringify(value);
        fc.pre(text.length < 3000);
        expect(parseJwt(`${header}.${encode(text)}.QUFB`).claims).to.deep.equal(JSON.parse(text));
      }),
    );
  });
});
