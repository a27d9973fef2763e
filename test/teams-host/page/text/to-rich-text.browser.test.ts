import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { type RichNode, toPlainText } from '../../../../src/teams-host/page/text/rich-text.ts';
import type { TextFormat } from '../../../../src/teams-host/wire/message.ts';
import { launchBrowser } from '../../../support/browser.ts';

const script = 'window.hit = true';

describe('the text of a message', () => {
  let browser: Browser | undefined;
  let page: Page;

  before(async function () {
    this.timeout(60_000);
    browser = await launchBrowser();
    if (browser === undefined) {
      this.skip();
    }
    page = await browser.newPage();
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('../../../../src/teams-host/page/text/to-rich-text.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'text',
    });
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  });
  after(() => browser?.close());

  /** Runs in the browser because it needs an HTML parser. */
  const read = async (text: string, textFormat: TextFormat = 'xml'): Promise<readonly RichNode[]> =>
    JSON.parse(
      await page.evaluate((message) => JSON.stringify(Reflect.get(globalThis, 'text').toRichText(message)), {
        text,
        textFormat,
      }),
    );

  for (const [what, mark] of [
    ['lists', '- '],
    ['quotes', '> '],
  ] as const) {
    it(`is shown as a whole in ${what} with many levels`, async () => {
      for (const levels of [20, 60, 3000]) {
        const nodes = await read(`${mark.repeat(levels)}innermost`, 'markdown');
        expect(toPlainText(nodes)).to.match(/innermost$/);
      }
    });
  }

  describe('in XML', () => {
    it('is parsed to a tree of the elements that a chat shows', async () => {
      expect(await read('Hi <b>Karin</b>,<br/><a href="https://x.example/?a=1&amp;b=2">see</a>')).to.deep.equal([
        'Hi ',
        { tag: 'strong', children: ['Karin'] },
        ',',
        { tag: 'br', children: [] },
        { tag: 'a', href: 'https://x.example/?a=1&b=2', children: ['see'] },
      ]);
      expect(await read('<at id="0">Karin Blair</at>')).to.deep.equal([{ tag: 'mention', children: ['Karin Blair'] }]);
    });

    it('replaces unknown elements with their content', async () => {
      expect(await read('<font color="red">red <i>and</i></font> more')).to.deep.equal([
        'red ',
        { tag: 'em', children: ['and'] },
        ' more',
      ]);
      expect(await read('<constructor>x</constructor><hasownproperty>y</hasownproperty>')).to.deep.equal(['x', 'y']);
    });

    it('drops scripts, styles and comments with their content', async () => {
      expect(
        await read('a<script>alert(1)</script>b<style>x{}</style>c<template>t</template>d<!-- e -->f<!-- g'),
      ).to.deep.equal(['a', 'b', 'c', 'd', 'f']);
    });

    it('runs no script and loads nothing', async () => {
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      const url = 'http://127.0.0.1:9/x';
      const nodes = await read(
        [
          `<img src="${url}" onerror="${script}"><svg onload="${script}"><script>${script}</script></svg>`,
          `<link rel="stylesheet" href="${url}"><iframe srcdoc="<script>parent.hit = true</script>"></iframe>`,
          `<object data="${url}"></object><video src="${url}" autoplay></video><meta http-equiv="refresh" content="0">`,
          `<script>${script}</script><p style="background: url(${url})" onclick="${script}">seen</p>`,
        ].join(''),
      );
      await page.waitForTimeout(100);
      expect(toPlainText(nodes)).to.equal('seen');
      expect(await page.evaluate(() => 'hit' in window)).to.equal(false);
      expect(requests).to.deep.equal([]);
    });

    it('omits links other than http, https and mailto', async () => {
      for (const href of [
        'javascript:alert(1)',
        ' java&#115;cript:alert(1)',
        'data:text/html,x',
        'file:///etc',
        '//x',
      ]) {
        expect(await read(`<a href="${href}">x</a>`)).to.deep.equal([{ tag: 'a', children: ['x'] }]);
      }
    });

    it('shows text that only looks like a tag', async () => {
      expect(toPlainText(await read('1 < 2 > 0 <> </b> &lt;b&gt; &amp;lt; &#65;&#x42; &nope;'))).to.equal(
        '1 < 2 > 0 <> <b> &lt; AB &nope;',
      );
    });

    it('closes unclosed elements', async () => {
      expect(await read('<ul><li>one<li>two</ul>three')).to.deep.equal([
        {
          tag: 'ul',
          children: [
            { tag: 'li', children: ['one'] },
            { tag: 'li', children: ['two'] },
          ],
        },
        'three',
      ]);
    });

    it('limits nesting to 40 levels', async () => {
      expect(toDepth(await read('<b>'.repeat(1000)))).to.equal(40);
      expect(toPlainText(await read(`${'<b>'.repeat(1000)}deep`))).to.equal('deep');
    });

    it('contains only allowed elements and links for any input', async () => {
      const bit = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          '<b>',
          '</b>',
          '<a href="',
          '">',
          '<ul><li>',
          '</ul>',
          '<script>',
          '<!--',
          '-->',
          '<',
          '&#x6a;',
        ),
        fc.constantFrom('<table>', '<svg>', '<math>', '<template>', '<form>', '<select>', '<frameset>', '<plaintext>'),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(bit, { maxLength: 80 }), async (bits) => verify(await read(bits.join('')))),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(bit, { maxLength: 80 }), async (bits) =>
          verify(await read(bits.join(''), 'markdown')),
        ),
      );
    });

    it('is parsed even if it is malformed and long', async () => {
      for (const bit of ['<', '<b>', '<a href="', '<!--', '&#x', '<b ', '</']) {
        // Not a time limit of its own: quadratic work would exceed that of the test.
        await verify(await read(bit.repeat(20_000)));
      }
    });
  });

  it('of a person shows links and mentions, and markup as text', async () => {
    const text = '<at>Repairs &amp; more (local)</at> **see** https://repairs.example/1, <b>now</b>';
    expect(await read(text, 'plain')).to.deep.equal([
      { tag: 'mention', children: ['Repairs & more (local)'] },
      ' **see** ',
      { tag: 'a', href: 'https://repairs.example/1', children: ['https://repairs.example/1'] },
      ', <b>now</b>',
    ]);
  });

  it('of a bot shows the markdown that Teams supports', async () => {
    const text = 'Hello **Karin** and <at>Daisy</at>\n\n- one\n- [two](https://x.example)\n\n`code` ~~old~~';
    const nodes = await read(text, 'markdown');
    expect(nodes.filter((node) => node !== '\n')).to.deep.equal([
      {
        tag: 'p',
        children: ['Hello ', { tag: 'strong', children: ['Karin'] }, ' and ', { tag: 'mention', children: ['Daisy'] }],
      },
      {
        tag: 'ul',
        children: [
          '\n',
          { tag: 'li', children: ['one'] },
          '\n',
          { tag: 'li', children: [{ tag: 'a', href: 'https://x.example', children: ['two'] }] },
          '\n',
        ],
      },
      {
        tag: 'p',
        children: [{ tag: 'code', children: ['code'] }, ' ', { tag: 's', children: ['old'] }],
      },
    ]);
  });

  it('of a bot shows HTML and unsafe links as text', async () => {
    const text = '<img src=x onerror=alert(1)> [x](javascript:alert(1))';
    const nodes = await read(text, 'markdown');
    expect(toPlainText(nodes)).to.equal(text);
    expect(JSON.stringify(nodes)).not.to.include('"href"');
  });
});

function toDepth(nodes: readonly RichNode[]): number {
  return Math.max(0, ...nodes.map((node) => (typeof node === 'string' ? 0 : 1 + toDepth(node.children))));
}

const tags = new Set('p br strong em s u code pre blockquote ul ol li h3 a mention'.split(' '));

function verify(nodes: readonly RichNode[], depth = 0): void {
  expect(depth).to.be.at.most(40);
  for (const node of nodes) {
    if (typeof node !== 'string') {
      expect(tags.has(node.tag)).to.equal(true);
      expect(node.href ?? 'https:').to.match(/^(https?:|mailto:)/i);
      verify(node.children, depth + 1);
    }
  }
}
