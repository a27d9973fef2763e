import { expect } from 'chai';
import fc from 'fast-check';
import { htmlToText } from '../../../src/bot/turn/html-to-text.ts';

describe('htmlToText', () => {
  const texts: readonly [string, string][] = [
    ['<p>one</p><p>two</p>', 'one\ntwo'],
    ['<div>a<br/>b</div>', 'a\nb'],
    ['a &lt;b&gt; &amp;amp; &quot;c&quot; &#39;d&#x27; &nbsp; e', 'a <b> &amp; "c" \'d\' e'],
    ['<img src="x" onerror="alert(1)">x', 'x'],
    ['<script>', ''],
    ['a < b', 'a < b'],
    ['&#0;&#xD800;&#x110000;&nosuch;', '&nosuch;'],
    ['  \n\n\n\n x ', 'x'],
  ];
  for (const [html, text] of texts) {
    it(`turns ${JSON.stringify(html)} into ${JSON.stringify(text)}`, () => expect(htmlToText(html)).to.equal(text));
  }

  it('runs in linear time, and returns trimmed text', () => {
    for (const piece of ['<', '&', '<p', ' ', '\n ', '&#', '<br><', ' \n']) {
      htmlToText(piece.repeat(1_000_000));
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (html) => htmlToText(html) === htmlToText(html).trim()));
  });
});
