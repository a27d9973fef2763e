import { expect } from 'chai';
import fc from 'fast-check';
import { createCardMarkdown } from '../../../../src/teams-host/page/cards/card-markdown.ts';

describe('markdown in cards', () => {
  const render = createCardMarkdown();

  it('shows bold, italic and lists', () => {
    expect(render('**Oil** and _filter_')).to.equal('<p><strong>Oil</strong> and <em>filter</em></p>\n');
    expect(render('- one\n- two')).to.equal('<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n');
    expect(render('1. one\n2. two')).to.equal('<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n');
  });

  it('opens links in a new window', () => {
    expect(render('[Parts](https://example.com/a?b=1)')).to.equal(
      '<p><a href="https://example.com/a?b=1" target="_blank" rel="noopener noreferrer">Parts</a></p>\n',
    );
  });

  for (const url of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '/relative',
    '//elsewhere.example',
  ]) {
    it(`leaves a link to ${url} as text`, () => {
      expect(render(`[Parts](${url})`)).not.to.include('<a');
    });
  }

  it('leaves pictures, headings, code, quotes and tables as text', () => {
    expect(render('# Oil')).to.equal('<p># Oil</p>\n');
    expect(render('`code`')).to.equal('<p>`code`</p>\n');
    expect(render('> quote')).to.equal('<p>&gt; quote</p>\n');
    expect(render('![x](https://example.com/x.png)')).not.to.include('<img');
  });

  it('shows a link without an address as text', () => {
    expect(render('a [b]() c')).to.equal('<p>a b c</p>\n');
  });

  it('leaves the name in a mention as it stands', () => {
    expect(render('**Ask** <at>D_x_y **A** & B</at>')).to.equal(
      '<p><strong>Ask</strong> &lt;at&gt;D_x_y **A** &amp; B&lt;/at&gt;</p>\n',
    );
    expect(render('<at>'.repeat(3))).to.equal(`<p>${'&lt;at&gt;'.repeat(3)}</p>\n`);
  });

  for (const levels of [20, 40, 60, 3000]) {
    it(`shows each text of a list with ${levels} levels`, () => {
      const nested = `${'- '.repeat(levels)}innermost`;
      expect(render(nested)).to.include('innermost');
    });
  }

  it('produces no other tags or attributes for any text', () => {
    const tags =
      /<(?!\/?(p|strong|em|ul|ol|li)>|br>|ol start="\d+">|\/a>|a href="(https?:|mailto:)[^"<>]*"( title="[^"<>]*")? target="_blank" rel="noopener noreferrer">)/i;
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      '[',
      '](',
      ')',
      'javascript:',
      'https://a',
      '**',
      '_',
      '\n',
      '- ',
      '&lt;',
      '\\',
      ' ',
      '`',
      '!',
      '<script>',
      'onload=',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 12 }), (parts) => {
        expect(render(parts.join(''))).not.to.match(tags);
      }),
      { numRuns: 500 },
    );
  });
});
