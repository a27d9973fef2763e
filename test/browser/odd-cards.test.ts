/** Cards that are valid but unusual, or faulty: what is painted, what is said, and whether it stays inside the card. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import type { JsonObject } from '../../src/foundation/json-value.ts';
import { aBotMessage, aConversation, aPersonalChat } from '../support/a-chat.ts';
import type { PageServer } from '../support/page-server.ts';
import { setUpPage } from '../support/set-up-page.ts';
import { type ContextWatch, expectAccessible, expectSoon, takeScreenshot } from '../support/watch-page.ts';

const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGOMjz/OwMDAxAAGjMgcAB9sAhWNHSPeAAAAAElFTkSuQmCC';
const text = (words: string, more: object = {}) => ({ type: 'TextBlock', text: words, wrap: true, ...more });
const aCard = (body: readonly object[], rest: object = {}): JsonObject => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  ...rest,
});
const long = (letter: string): string => letter.repeat(200);

describe('unusual cards in the page of the local Teams host', function () {
  this.timeout(120_000);
  let server: PageServer;
  let page: Page;
  let watch: ContextWatch;
  setUpPage((fixture) => {
    ({ server, page, watch } = fixture);
  });

  const open = async (...cards: readonly JsonObject[]): Promise<void> => {
    server.messages = cards.map((card, index) =>
      aBotMessage({ id: `m${index}`, text: '', attachments: [{ kind: 'card', card }] }),
    );
    await page.goto(server.url);
    await expectSoon(page.locator('.adaptive-card')).toHaveCount(cards.length);
  };
  const cardOf = (index = 0): Locator => page.locator('.adaptive-card').nth(index);
  const notesOf = (index = 0): Locator => cardOf(index).getByRole('listitem');

  for (const theme of ['light', 'dark'] as const) {
    it(`paints each style of a container in its own color, in the ${theme} theme`, async () => {
      await page.emulateMedia({ colorScheme: theme });
      const styles = ['default', 'emphasis', 'good', 'warning', 'attention', 'accent'];
      const words = ['Default', 'Accent', 'Good', 'Warning', 'Attention'].map((color) => text(color, { color }));
      await open(
        aCard(
          styles.map((style) => ({
            type: 'Container',
            style,
            items: [
              text(`In ${style}`),
              text('Subtle', { isSubtle: true }),
              text('[A link](https://x.example)'),
              ...words,
            ],
          })),
        ),
      );
      const colors = await Promise.all(
        styles.map((style) =>
          cardOf()
            .getByText(`In ${style}`)
            .evaluate((node) => {
              const filled = (part: Element | null): string => {
                const color = part === null ? '' : getComputedStyle(part).backgroundColor;
                return part !== null && color === 'rgba(0, 0, 0, 0)' ? filled(part.parentElement) : color;
              };
              return filled(node);
            }),
        ),
      );
      expect(new Set(colors).size, colors.join()).to.equal(styles.length);
      await expectAccessible(page);
      await takeScreenshot(page, `card-styles-${theme}`);
    });
  }

  for (const width of [1280, 320]) {
    it(`keeps long words, wide columns and deep lists inside the card at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await open(
        aCard(
          [
            text(long('a')),
            {
              type: 'FactSet',
              facts: [
                { title: 'Short', value: long('b') },
                { title: long('c'), value: 'd' },
              ],
            },
            { type: 'ColumnSet', columns: [{ type: 'Column', width: 'auto', items: [text(long('e'))] }] },
            {
              type: 'ColumnSet',
              columns: ['400px', '300px'].map((columnWidth) => ({
                type: 'Column',
                width: columnWidth,
                items: [text(columnWidth)],
              })),
            },
            {
              type: 'Table',
              columns: [{ width: '400px' }, { width: '300px' }],
              rows: [
                {
                  type: 'TableRow',
                  cells: ['left', 'right'].map((words) => ({ type: 'TableCell', items: [text(words)] })),
                },
              ],
            },
            text(`${'- '.repeat(30)}innermost`),
            { type: 'Input.Text', id: 'a', label: long('f') },
            { type: 'Input.Toggle', id: 'b', title: long('g') },
          ],
          { actions: [{ type: 'Action.Submit', title: long('h') }] },
        ),
      );
      await expectSoon
        .poll(() =>
          cardOf().evaluate((card) => {
            const { left, right } = card.getBoundingClientRect();
            return [...card.querySelectorAll('*')]
              .filter((part) => {
                const box = part.getBoundingClientRect();
                return box.width > 0 && (box.left < left - 1 || box.right > right + 1);
              })
              .map((part) => part.outerHTML.slice(0, 80));
          }),
        )
        .toEqual([]);
      const title = cardOf().getByText('Short', { exact: true });
      expect((await title.boundingBox())?.height, 'short words are not broken').to.be.lessThan(30);
      for (const words of ['400px', '300px', 'left', 'right', 'innermost']) {
        await expectSoon(cardOf().getByText(words, { exact: true })).toBeVisible();
      }
    });
  }

  it('says that nothing is drawn on an empty card', async () => {
    await open(aCard([]), aCard([text('')]), aCard([text('Words')]));
    await expectSoon(notesOf(0)).toHaveText(['Nothing is drawn on this card.']);
    await expectSoon(notesOf(1)).toHaveText(['Nothing is drawn on this card.']);
    await expectSoon(notesOf(2)).toHaveCount(0);
  });

  it('says which pictures behind elements are not shown', async () => {
    await open(
      aCard([{ type: 'Container', backgroundImage: 'data:image/png;base64,AAAA', items: [text('On a picture')] }], {
        backgroundImage: { url: 'http://127.0.0.1:1/b.png' },
      }),
      aCard([text('On a picture')], { backgroundImage: picture }),
    );
    const notes = ['A picture cannot be read.', 'A picture cannot be loaded from 127.0.0.1:1.'];
    for (const note of notes) {
      await notesOf().getByText(note).waitFor();
    }
    await expectSoon(notesOf()).toHaveCount(notes.length);
    await expectSoon(notesOf(1)).toHaveCount(0);
    watch.forgive(/ERR_UNSAFE_PORT/);
  });

  it('names controls that their author has not named', async () => {
    const choices = [{ title: 'Brake', value: 'brake' }];
    const inputs = ['Input.Text', 'Input.Number', 'Input.Date', 'Input.Time'].map((type) => ({ type, id: type }));
    await open(
      aCard(
        [
          ...inputs,
          { type: 'Input.ChoiceSet', id: 'part', choices },
          { type: 'Image', url: picture, size: 'Medium', selectAction: { type: 'Action.Submit' } },
        ],
        { actions: [{ type: 'Action.Submit' }] },
      ),
    );
    for (const [role, name] of [
      ['textbox', 'Text'],
      ['spinbutton', 'Number'],
      ['combobox', 'Choices'],
    ] as const) {
      await cardOf().getByRole(role, { name, exact: true }).waitFor();
    }
    await expectSoon(cardOf().getByRole('button', { name: 'Button without a title' })).toHaveCount(2);
    await expectAccessible(page);
  });

  it('shows names in mentions as they are, and only in text blocks and facts', async () => {
    const names = ['Da**is**y', 'D_x_y', 'A & B', 'Ünï 😀', '*'];
    const entities = names.map((name, index) => ({
      type: 'mention',
      text: `<at>${name}</at>`,
      mentioned: { id: `29:${index}`, name: `Person ${index}` },
    }));
    const [first = ''] = names;
    await open(
      aCard(
        [
          text(names.map((name) => `<at>${name}</at>`).join(', ')),
          { type: 'FactSet', facts: [{ title: 'Who', value: `<at>${first}</at>` }] },
          { type: 'RichTextBlock', inlines: [`Ask <at>${first}</at>`] },
          text('Ask <at>Nobody</at>'),
        ],
        { msteams: { entities } },
      ),
    );
    await expectSoon(cardOf().locator('.mention')).toHaveText([
      ...names.map((_, index) => `Person ${index}`),
      'Person 0',
    ]);
    await expectSoon(cardOf().getByText(`Ask <at>${first}</at>`)).toBeVisible();
    await expectSoon(notesOf()).toHaveText([
      /Teams shows mentions in TextBlock and FactSet only/,
      /<at>Nobody<\/at> is shown as it stands/,
    ]);
  });

  it('says once why an attachment is not shown, and that a picture cannot be loaded', async () => {
    const why = 'Teams does not show attachments of this type.';
    server.messages = [
      aBotMessage({
        text: '',
        attachments: [
          { kind: 'unsupported', contentType: 'application/pdf', why },
          { kind: 'image', url: 'http://127.0.0.1:1/a.png', name: 'A van' },
        ],
        problems: [`${why} (application/pdf)`, 'Another problem.'],
      }),
    ];
    await page.goto(server.url);
    await expectSoon(page.locator('.message-problem')).toHaveText([
      `Not in Teams: ${why} (application/pdf)`,
      'Not here: A van. A picture cannot be loaded from 127.0.0.1:1.',
      'Not in Teams: Another problem.',
    ]);
    watch.forgive(/ERR_UNSAFE_PORT/);
  });

  it('says of results and their cards what is not shown, also after they were sent', async () => {
    const note = 'This host does not draw "themeColor" of a connector card.';
    const mention = { type: 'mention', text: '<at>Daisy</at>', mentioned: { id: '29:2', name: 'Daisy' } };
    const card = aCard([text('Ask <at>Daisy</at>')], { msteams: { entities: [mention] } });
    const notes = [note, /^Teams on desktops and in browsers has shown mentions in cards of message extensions/];
    server.conversations = [aConversation({ apps: aPersonalChat().apps })];
    server.answer = () => ({
      type: 'results',
      layout: 'list',
      results: [
        { preview: { title: '', image: { url: 'http://127.0.0.1:1/a.png' } }, card },
        { preview: { title: 'Fern', image: { url: 'http://127.0.0.1:1/b.png' } }, card, notes: [note] },
      ],
    });
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Repairs', exact: true }).click();
    await expectSoon(page.getByRole('option')).toHaveText(['Result without a title', 'Fern']);
    await expectSoon(page.getByText('A picture cannot be loaded from 127.0.0.1:1.')).toHaveCount(1);
    await page.getByRole('option', { name: 'Fern' }).click();
    await expectSoon(notesOf()).toHaveText(notes);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expectSoon(page.getByRole('log').locator('.adaptive-card')).toHaveCount(1);
    await expectSoon(notesOf()).toHaveText(notes);
    watch.forgive(/ERR_UNSAFE_PORT/);
  });

  it('says at a field that its value is not allowed, even if the card has no words for it', async () => {
    await open(
      aCard(
        [
          { type: 'Input.Text', id: 'a', label: 'Name', isRequired: true },
          { type: 'Input.Number', id: 'b', label: 'Count', max: 3, value: 10, errorMessage: 'At most three.' },
        ],
        { actions: [{ type: 'Action.Submit', title: 'Save' }] },
      ),
    );
    await cardOf().getByRole('button', { name: 'Save' }).click();
    await expectSoon(
      cardOf().getByText(/^This value is missing or not allowed\. The card has no "errorMessage"/),
    ).toBeVisible();
    await expectSoon(cardOf().getByText('At most three.')).toBeVisible();
    expect(server.posts).to.deep.equal([]);
  });

  it('shows long and deep texts as a whole, and takes input beside them', async () => {
    const deep = Array.from({ length: 200 }, (_, level) => `${'  '.repeat(level)}- level ${level}`).join('\n');
    await open(
      aCard([text('**bold** _italic_ [link](https://x.example) '.repeat(5000))]),
      aCard(Array.from({ length: 2000 }, () => ({ type: 'FactSet', facts: [{ title: 'Key', value: 'Value' }] }))),
      aCard([text(deep)]),
      aCard([text('['.repeat(200_000))]),
    );
    await expectSoon(cardOf(0).locator('strong')).toHaveCount(5000);
    await expectSoon(cardOf(1).locator('.ac-factset')).toHaveCount(2000);
    await expectSoon(cardOf(2)).toContainText('level 199');
    await page.getByRole('textbox', { name: 'Type a message' }).fill('still here');
    await page.keyboard.press('Enter');
    await expectSoon(page.getByRole('log').getByText('still here')).toBeVisible();
  });

  it('reads the text of an extension aloud as it is', async () => {
    server.conversations = [aConversation({ apps: aPersonalChat().apps })];
    server.answer = () => ({ type: 'message', title: '', text: 'No ferns today' });
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Repairs', exact: true }).click();
    await expectSoon(page.getByRole('dialog').getByRole('status')).toHaveText('No ferns today');
  });
});
