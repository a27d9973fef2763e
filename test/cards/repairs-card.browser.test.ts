import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { createHostConfig } from '../../src/teams-host/page/cards/host-config.ts';
import { launchBrowser } from '../support/browser.ts';
import { expandAsTeams } from '../support/expand-as-teams.ts';

const require = createRequire(import.meta.url);
const template = JSON.parse(readFileSync(new URL('../../adaptiveCards/repairs.json', import.meta.url), 'utf8'));
const picture = readFileSync(new URL('../../src/web/pictures/oil-change.png', import.meta.url)).toString('base64');
const expand = expandAsTeams(template.responseCardTemplate);
const hostile = [
  '# heading **bold** _it_ [x](javascript:alert(1)) ![i](https://example.com/i.png) <b>b</b> <img src=x> &lt;',
  '- item',
  '1. one',
  '> quote `code`',
  '{{DATE(2023-05-23T00:00:00Z, LONG)}}',
].join('\n');
const repair = {
  title: 'Oil change',
  description: 'Drain the old oil.',
  assignedTo: 'Karin Blair',
  date: '2023-05-23',
  image: `data:image/png;base64,${picture}`,
  status: 'open',
};

interface Shown {
  readonly text: string;
  /** Tag names, upper case. */
  readonly tags: readonly string[];
  readonly alts: readonly (string | null)[];
  /** How far anything overflows the card to the right, in pixels. */
  readonly overflow: number;
  /** The lowest contrast of any text against the card, as defined by WCAG 2. */
  readonly contrast: number;
}

describe('the card of a repair in the official renderer, with markdown and HTML enabled', () => {
  let browser: Browser | undefined;
  let page: Page;

  before(async function () {
    this.timeout(60_000);
    browser = await launchBrowser();
    if (browser === undefined) {
      this.skip();
    }
    page = await browser.newPage();
    await page.addScriptTag({ path: require.resolve('adaptivecards/dist/adaptivecards.js') });
    const markdown = new URL('browser/markdown-it.umd.min.js', import.meta.resolve('markdown-it'));
    await page.addScriptTag({ content: readFileSync(markdown, 'utf8') });
  });

  after(() => browser?.close());

  const show = (data: object, width = 320, theme: 'light' | 'dark' = 'light'): Promise<Shown> =>
    page.evaluate(render, { card: expand(data), config: createHostConfig(theme), width });

  it('renders markdown and HTML in a TextBlock, as a control for the other tests', async () => {
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: '**b** <i>i</i>' }] };
    const { tags } = await page.evaluate(render, { card, config: createHostConfig('light'), width: 320 });
    expect(tags).to.include.members(['STRONG', 'I']);
  });

  it('shows user text literally and renders no markup from it', async () => {
    const { text, tags } = await show({ ...repair, title: hostile, description: hostile, assignedTo: hostile });
    expect(text.replaceAll('\u200b', '').split(hostile)).to.have.length(4);
    expect([...new Set(tags)]).to.have.members(['DIV', 'SPAN', 'BR', 'IMG']);
  });

  it('has an alternative text for the picture', async () => {
    expect((await show(repair)).alts).to.deep.equal(['Picture of Oil change']);
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const width of [320, 600]) {
      it(`fits into ${width} pixels and has a contrast of at least 4.5 in the ${theme} theme`, async () => {
        for (const status of ['open', 'inProgress', 'done']) {
          const { overflow, contrast } = await show({ ...repair, status }, width, theme);
          expect(overflow).to.be.at.most(0);
          expect(contrast).to.be.at.least(4.5);
        }
      });
    }
  }
});

/** Renders a card and measures it. Runs in the page. */
function render({ card, config, width }: { card: object; config: object; width: number }): Shown {
  const { AdaptiveCards, markdownit } = window as unknown as {
    AdaptiveCards: typeof import('adaptivecards');
    markdownit: (options: object) => { render(text: string): string };
  };
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownit({ html: true }).render(text);
    result.didProcess = true;
  };
  const adaptiveCard = new AdaptiveCards.AdaptiveCard();
  adaptiveCard.hostConfig = new AdaptiveCards.HostConfig(config);
  adaptiveCard.parse(card);
  const frame = document.createElement('div');
  frame.style.width = `${width}px`;
  const rendered = adaptiveCard.render();
  frame.append(...(rendered === undefined ? [] : [rendered]));
  document.body.replaceChildren(frame);

  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).slice(0, 3).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const background = luminance(rendered === undefined ? '' : getComputedStyle(rendered).backgroundColor);
  const elements = [...frame.querySelectorAll<HTMLElement>('*')];
  const contrasts = elements
    .filter(({ tagName }) => tagName === 'SPAN')
    .map((element) => luminance(getComputedStyle(element).color))
    .map((foreground) => (Math.max(foreground, background) + 0.05) / (Math.min(foreground, background) + 0.05));
  for (const lineBreak of frame.querySelectorAll('br')) {
    lineBreak.replaceWith('\n');
  }
  return {
    text: frame.textContent,
    tags: elements.map(({ tagName }) => tagName),
    alts: [...frame.querySelectorAll('img')].map((image) => image.getAttribute('alt')),
    overflow:
      Math.max(...elements.map((element) => element.getBoundingClientRect().right)) -
      frame.getBoundingClientRect().right,
    contrast: Math.min(...contrasts),
  };
}
