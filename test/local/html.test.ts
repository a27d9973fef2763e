import { expect } from 'chai';
import fc from 'fast-check';
import { escapeHtml, html } from '../../src/local/html.ts';

describe('html', () => {
  it('escapes text, keeps Html, joins lists and omits undefined and false', () => {
    const list = ['<', '&'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul title="${'"'}">${list}${undefined}${false}${0}</ul>`.text).to.equal(
      '<ul title="&quot;"><li>&lt;</li><li>&amp;</li>0</ul>',
    );
  });

  it('escapes every character that could end text or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'a', '#') }), (text) => {
        expect(escapeHtml(text)).to.not.match(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});
