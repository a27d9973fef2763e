import { expect } from 'chai';
import fc from 'fast-check';
import { decodeEntities, parseMarkup } from '../../../../src/teams-host/page/text/parse-markup.ts';
import { type RichNode, toPlainText } from '../../../../src/teams-host/page/text/rich-text.ts';

describe('markup of messages', () => {
  it('becomes a tree of what a chat shows', () => {
    expect(parseMarkup('Hi <b>Karin</b>,<br/><a href="https://x.example/?a=1&amp;b=2">see</a>')).to.deep.equal([
      'Hi ',
      { tag: 'strong', children: ['Karin'] },
      ',',
      { tag: 'br', children: [] },
      { tag: 'a', href: 'https://x.example/?a=1&b=2', children: ['see'] },
    ]);
    expect(parseMarkup('<at id="0">Karin Blair</at>')).to.deep.equal([{ tag: 'mention', children: ['Karin Blair'] }]);
  });

  it('loses tags it does not know and keeps their text', () => {
    expect(parseMarkup('<font color="red">red <i>and</i></font> more')).to.deep.equal([
      'red ',
      { tag: 'em', children: ['and'] },
      ' more',
    ]);
  });

  it('loses scripts, styles and comments with all that is in them', () => {
    expect(parseMarkup('a<script>alert(1)</script>b<style>x{}</style>c<!-- d -->e<!-- f')).to.deep.equal([
      'a',
      'b',
      'c',
      'e',
    ]);
  });

  it('has no link that leads anywhere but to the web or a mailbox', () => {
    for (const href of ['javascript:alert(1)', ' java&#115;cript:alert(1)', 'data:text/html,x', 'file:///etc', '//x']) {
      expect(parseMarkup(`<a href="${href}">x</a>`)).to.deep.equal([{ tag: 'a', children: ['x'] }]);
    }
  });

  it('takes what is no tag as text', () => {
    expect(toPlainText(parseMarkup('1 < 2 > 0 <> </b> <b'))).to.equal('1 < 2 > 0 <> <b');
  });

  it('closes what was left open', () => {
    expect(parseMarkup('<ul><li>one<li>two</ul>three')).to.deep.equal([
      { tag: 'ul', children: [{ tag: 'li', children: ['one', { tag: 'li', children: ['two'] }] }] },
      'three',
    ]);
  });

  it('nests no deeper than a chat can show', () => {
    const depth = (nodes: readonly RichNode[]): number =>
      Math.max(0, ...nodes.map((node) => (typeof node === 'string' ? 0 : 1 + depth(node.children))));
    expect(depth(parseMarkup('<b>'.repeat(1000)))).to.equal(40);
    expect(toPlainText(parseMarkup(`${'<b>'.repeat(1000)}deep`))).to.equal('deep');
  });

  it('decodes entities once', () => {
    expect(decodeEntities('&lt;b&gt; &amp;lt; &#65;&#x42; &nope; &#0; &#xD800; &#9999999;')).to.equal(
      '<b> &lt; AB &nope; &#0; &#xD800; &#9999999;',
    );
  });

  it('holds nothing else, whatever comes', () => {
    const tags = new Set('p br strong em s u code pre blockquote ul ol li h3 a mention'.split(' '));
    const check = (nodes: readonly RichNode[], depth: number): void => {
      expect(depth).to.be.at.most(41);
      for (const node of nodes) {
        if (typeof node !== 'string') {
          expect(tags.has(node.tag)).to.equal(true);
          expect(node.href ?? 'https:').to.match(/^(https?:|mailto:)/i);
          check(node.children, depth + 1);
        }
      }
    };
    const bit = fc.oneof(
      fc.string(),
      fc.constantFrom('<b>', '</b>', '<a href="', '">', '<ul><li>', '</ul>', '<script>', '<!--', '-->', '<', '&#x6a;'),
    );
    fc.assert(fc.property(fc.array(bit, { maxLength: 80 }), (bits) => check(parseMarkup(bits.join('')), 0)));
  });

  it('is read in time that grows with its length alone', () => {
    for (const bit of ['<', '<b>', '<a href="', '<!--', '&#x', '<b ', '</']) {
      const started = performance.now();
      parseMarkup(bit.repeat(20_000));
      expect(performance.now() - started, bit).to.be.below(1000);
    }
  });
});
