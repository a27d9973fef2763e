import { expect } from 'chai';
import { readResponseText } from '../../src/foundation/read-response-text.ts';

const read = (bytes: readonly number[] | Uint8Array, type = 'application/json') =>
  readResponseText(new Response(Uint8Array.from(bytes), { headers: { 'Content-Type': type } }), 1000);
const latin1 = Buffer.from('Zürich', 'latin1');
const utf16 = Buffer.from('Łódź', 'utf16le');

describe('the body of a response', () => {
  it('is UTF-8 unless the response names another charset', async () => {
    expect(await read(Buffer.from('Łódź 修理 🔧'))).to.deep.equal({ text: 'Łódź 修理 🔧' });
  });

  for (const [what, bytes, type, text] of [
    ['a UTF-8 byte-order mark', [0xef, 0xbb, 0xbf, ...Buffer.from('Zürich')], undefined, 'Zürich'],
    ['a byte-order mark of UTF-16', [0xff, 0xfe, ...utf16], 'application/json; charset=utf-8', 'Łódź'],
    ['big-endian UTF-16', [0xfe, 0xff, ...Buffer.from(utf16).swap16()], 'application/json; charset=utf-16', 'Łódź'],
    ['ISO-8859-1', latin1, 'application/json; charset=ISO-8859-1', 'Zürich'],
    ['windows-1252', [0x80], 'application/json; Charset = "windows-1252"; x=y', '€'],
    ['UTF-16', utf16, 'application/json;charset=utf-16', 'Łódź'],
    ['Shift_JIS', [0x8f, 0x43], 'application/json; charset=shift_jis', '修'],
  ] as const) {
    it(`is read in ${what}`, async () => {
      expect(await read(bytes, type)).to.deep.equal({ text });
    });
  }

  it('has a fault if nothing remains of a compressed one, which fetch does not report', async () => {
    const headers = { 'Content-Encoding': 'gzip' };
    expect(await readResponseText(new Response('', { headers }), 1000)).to.have.nested.property(
      'fault.why',
      'answered with a body of which nothing remains after decompression (gzip).',
    );
    expect(await readResponseText(new Response(null, { headers, status: 204 }), 1000)).to.deep.equal({ text: '' });
  });

  for (const [what, bytes, type, why] of [
    ['an unknown charset', latin1, 'application/json; charset=klingon', /charset “klingon”, which is unknown/],
    ['a charset with control characters', latin1, 'application/json; charset="a\tb"', /charset “a b”/],
    ['bytes that are not UTF-8', latin1, undefined, /not utf-8/],
    ['bytes that are not of its charset', [0x82], 'application/json; charset=shift_jis', /not shift_jis/],
    ['too many bytes', new Uint8Array(1001), undefined, /more than 1000 bytes/],
  ] as const) {
    it(`has a fault with ${what}`, async () => {
      const { text, fault } = await read(bytes, type);
      expect(text).to.equal('');
      expect(fault?.why).to.match(why);
    });
  }
});
