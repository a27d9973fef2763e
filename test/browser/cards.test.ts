import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import type { JsonObject } from '../../src/foundation/json-value.ts';
import { convertCard } from '../../src/teams-host/cards/conversion/convert-card.ts';
import type { Attachment } from '../../src/teams-host/wire/message.ts';
import { aBotMessage } from '../support/a-chat.ts';
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
const choices = ['Brake', 'Bell', 'Saddle'].map((title) => ({ title, value: title.toLowerCase() }));
const choiceSet = (rest: object) => ({ type: 'Input.ChoiceSet', id: 'part', choices, ...rest });
const cell = (words: string) => ({ type: 'TableCell', items: [text(words)] });

type Find = (card: Locator) => Locator;
const byText =
  (words: string): Find =>
  (card) =>
    card.getByText(words, { exact: true });
const byRole =
  (role: Parameters<Locator['getByRole']>[0], name: string): Find =>
  (card) =>
    card.getByRole(role, { name, exact: true });
const bySelector =
  (selector: string): Find =>
  (card) =>
    card.locator(selector).first();

/** Each element and action of Adaptive Cards 1.5, and what is painted for it. */
const elements: readonly (readonly [name: string, card: JsonObject, parts: readonly Find[]])[] = [
  ['TextBlock', aCard([text('Plain **bold**', { color: 'Accent' })]), [byText('bold')]],
  [
    'RichTextBlock and TextRun',
    aCard([{ type: 'RichTextBlock', inlines: ['run one ', { type: 'TextRun', text: 'run two', highlight: true }] }]),
    [byText('run one'), byText('run two')],
  ],
  ['Image', aCard([{ type: 'Image', url: picture, altText: 'A van', size: 'Medium' }]), [byRole('img', 'A van')]],
  [
    'ImageSet',
    aCard([
      {
        type: 'ImageSet',
        imageSize: 'Small',
        images: [
          { type: 'Image', url: picture, altText: 'One' },
          { type: 'Image', url: picture, altText: 'Two' },
        ],
      },
    ]),
    [byRole('img', 'One'), byRole('img', 'Two')],
  ],
  [
    'Media and MediaSource',
    aCard([
      {
        type: 'Media',
        poster: picture,
        altText: 'A film',
        sources: [{ mimeType: 'video/mp4', url: 'https://www.youtube.com/watch?v=x' }],
      },
    ]),
    [bySelector('.ac-media-poster'), byText('Media is drawn but not played: the page loads no media.')],
  ],
  [
    'Container',
    aCard([{ type: 'Container', style: 'emphasis', items: [text('In a container')] }]),
    [byText('In a container')],
  ],
  [
    'ColumnSet and Column',
    aCard([
      {
        type: 'ColumnSet',
        columns: [
          { type: 'Column', width: 'auto', items: [text('Left column')] },
          { type: 'Column', width: 'stretch', items: [text('Right column')] },
        ],
      },
    ]),
    [byText('Left column'), byText('Right column')],
  ],
  [
    'FactSet',
    aCard([{ type: 'FactSet', facts: [{ title: 'Color', value: 'Blue' }] }]),
    [byText('Color'), byText('Blue')],
  ],
  [
    'Table',
    aCard([
      {
        type: 'Table',
        firstRowAsHeader: true,
        showGridLines: true,
        columns: [{ width: 1 }, { width: 2 }],
        rows: [
          { type: 'TableRow', cells: [cell('Part'), cell('Price')] },
          { type: 'TableRow', cells: [cell('Tyre'), cell('12')] },
        ],
      },
    ]),
    [byText('Part'), byText('Price'), byText('Tyre'), byText('12')],
  ],
  ['Input.Text', aCard([{ type: 'Input.Text', id: 'a', label: 'Name' }]), [byRole('textbox', 'Name')]],
  [
    'Input.Text with several lines',
    aCard([{ type: 'Input.Text', id: 'a', label: 'Story', isMultiline: true }]),
    [byRole('textbox', 'Story')],
  ],
  [
    'Input.Number',
    aCard([{ type: 'Input.Number', id: 'a', label: 'Count', value: 3 }]),
    [byRole('spinbutton', 'Count')],
  ],
  ['Input.Date', aCard([{ type: 'Input.Date', id: 'a', label: 'Day' }]), [(card) => card.getByLabel('Day')]],
  ['Input.Time', aCard([{ type: 'Input.Time', id: 'a', label: 'Hour' }]), [(card) => card.getByLabel('Hour')]],
  [
    'Input.Toggle',
    aCard([{ type: 'Input.Toggle', id: 'a', title: 'Urgent', label: 'Flag' }]),
    [(card) => card.getByRole('checkbox'), byText('Urgent')],
  ],
  ['Input.ChoiceSet, compact', aCard([choiceSet({ label: 'Compact' })]), [byRole('combobox', 'Compact')]],
  [
    'Input.ChoiceSet, expanded',
    aCard([choiceSet({ label: 'Expanded', style: 'expanded' })]),
    [(card) => card.getByRole('radio').first(), byText('Saddle')],
  ],
  [
    'Input.ChoiceSet, several answers',
    aCard([choiceSet({ label: 'Several', isMultiSelect: true })]),
    [(card) => card.getByRole('checkbox').first(), byText('Saddle')],
  ],
  [
    'Input.ChoiceSet, filtered',
    aCard([choiceSet({ label: 'Filtered', style: 'filtered' })]),
    [byRole('combobox', 'Filtered')],
  ],
  [
    'Input.ChoiceSet, filtered with several answers',
    aCard([choiceSet({ label: 'Both', style: 'filtered', isMultiSelect: true, value: 'bell,saddle' })]),
    [byRole('combobox', 'Both'), byRole('button', 'Remove Bell'), byRole('button', 'Remove Saddle')],
  ],
  [
    'ActionSet and Action.OpenUrl',
    aCard([{ type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'Go', url: 'https://example.com' }] }]),
    [byRole('link', 'Go')],
  ],
  [
    'Action.Submit and Action.Execute',
    aCard([], {
      actions: [
        { type: 'Action.Submit', title: 'Submit it' },
        { type: 'Action.Execute', title: 'Execute it', style: 'positive' },
        { type: 'Action.Submit', title: 'Disabled', isEnabled: false },
      ],
    }),
    [byRole('button', 'Submit it'), byRole('button', 'Execute it'), byRole('button', 'Disabled')],
  ],
  [
    'Action.ToggleVisibility, Action.ShowCard and a menu',
    aCard([text('Hidden words', { id: 'more', isVisible: false })], {
      actions: [
        { type: 'Action.ToggleVisibility', title: 'Toggle', targetElements: ['more'] },
        { type: 'Action.ShowCard', title: 'Show', card: aCard([text('Ask <at>Daisy</at> inside')]) },
        { type: 'Action.Submit', title: 'In the menu', mode: 'secondary' },
      ],
      msteams: {
        entities: [{ type: 'mention', text: '<at>Daisy</at>', mentioned: { id: '29:2', name: 'Daisy Phillips' } }],
      },
    }),
    [byRole('button', 'Toggle'), byRole('button', 'Show'), byRole('button', 'More options')],
  ],
];

const hidden = ['A', 'B', 'C', 'D', 'E', 'F', 'Seventh'].map((title) => ({ type: 'Action.Submit', title }));
const incomplete = aCard(
  [
    text('Order 1'),
    { type: 'CodeBlock', codeSnippet: 'a = 1' },
    { type: 'Textblock', text: 'misspelt' },
    { type: 'TextBlock', text: 5 },
  ],
  { actions: hidden, msteams: { width: 'Full' } },
);
const connector = convertCard('application/vnd.microsoft.teams.card.o365connector', {
  title: 'Project Tango',
  text: 'A **connector** card',
  sections: [{ activityTitle: 'Jo commented', activityImage: picture, facts: [{ name: 'Due', value: 'May' }] }],
  potentialAction: [{ '@type': 'HttpPOST', name: 'Post it' }],
});

/** Every part of Adaptive Cards 1.5, with the bundle that people get. */
describe('cards in the page of the local Teams host', function () {
  this.timeout(120_000);
  let server: PageServer;
  let page: Page;
  let watch: ContextWatch;
  setUpPage((fixture) => {
    ({ server, page, watch } = fixture);
  });

  /** Opens the chat with one message for each attachment. */
  const open = async (attachments: readonly Attachment[], author: object = {}): Promise<void> => {
    server.messages = attachments.map((attachment, index) =>
      aBotMessage({ id: `m${index}`, text: '', attachments: [attachment], ...author }),
    );
    await page.goto(server.url);
    await expectSoon(page.locator('.adaptive-card')).toHaveCount(attachments.length);
  };
  const cardOf = (index = 0): Locator => page.locator('.adaptive-card').nth(index);

  /** Whether the element has a box, and a click in its middle would reach it. */
  const isPainted = (element: Locator): Promise<boolean> =>
    element.evaluate((node) => {
      node.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = node.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return width > 1 && height > 1 && hit !== null && (node.contains(hit) || hit.contains(node));
    });

  it('paints each element and action of Adaptive Cards 1.5', async () => {
    await open(elements.map(([, card]) => ({ kind: 'card', card })));
    for (const [index, [name, , parts]] of elements.entries()) {
      for (const [place, find] of parts.entries()) {
        expect(await isPainted(find(cardOf(index))), `${name}, part ${place}`).to.equal(true);
      }
    }
    await expectAccessible(page);
  });

  it('shows hidden elements, inner cards with mentions, and the menu, and says nothing else', async () => {
    const [, card] = elements.at(-1) ?? ['', aCard([])];
    await open([{ kind: 'card', card }]);
    await cardOf().getByRole('button', { name: 'Toggle' }).click();
    expect(await isPainted(byText('Hidden words')(cardOf()))).to.equal(true);
    await cardOf().getByRole('button', { name: 'Show', exact: true }).click();
    expect(await isPainted(byText('Daisy Phillips')(cardOf()))).to.equal(true);
    await expectSoon(cardOf()).not.toContainText('<at>');
    await cardOf().getByRole('button', { name: 'More options' }).click();
    const item = page.getByRole('menuitem', { name: 'In the menu' });
    await item.waitFor();
    expect(await isPainted(item)).to.equal(true);
    server.take = () => ({ type: 'done' });
    await item.click();
    await expectSoon(item).toHaveCount(0);
    expect(server.posts.map(({ path }) => path)).to.deep.equal(['/api/conversations/personal/card-actions']);
    await expectSoon(cardOf().locator('.adaptive-card-problem, .adaptive-card-notes')).toHaveCount(0);
  });

  it('says at the card what is not drawn, and draws wide and connector cards', async () => {
    const link = 'https://repairs.example/van';
    const off = aCard([{ type: 'Image', url: 'http://127.0.0.1:1/van.png', altText: 'Van' }]);
    await open([
      { kind: 'card', card: incomplete },
      { kind: 'card', card: connector?.card ?? {}, notes: connector?.notes ?? [] },
      { kind: 'card', card: off, link },
    ]);
    const notes = cardOf().getByRole('listitem');
    await expectSoon(notes).toHaveText([
      /more than 6 buttons, so “Seventh” is not drawn/,
      /Teams draws CodeBlock, this host does not/,
      /does not know the element "Textblock".*Did you mean "TextBlock"\?/,
      /"text" of TextBlock is a number instead of text/,
    ]);
    expect(await isPainted(notes.first())).to.equal(true);
    const [wide, usual] = [await cardOf().boundingBox(), await cardOf(1).boundingBox()];
    expect(wide?.width).to.be.greaterThan(usual?.width ?? 0);
    for (const words of ['Project Tango', 'connector', 'Jo commented', 'Due', 'May']) {
      expect(await isPainted(byText(words)(cardOf(1))), words).to.equal(true);
    }
    await expectSoon(cardOf(1).getByRole('listitem')).toHaveText([/“Post it” \(HttpPOST\), this host does not/]);
    await expectSoon(cardOf(2).getByRole('listitem')).toHaveText([/A picture cannot be loaded from 127\.0\.0\.1:1/]);
    expect(await isPainted(cardOf(2).getByRole('link', { name: 'repairs.example/van' }))).to.equal(true);
    watch.forgive(/ERR_UNSAFE_PORT|ERR_CONNECTION_REFUSED/);
    await takeScreenshot(page, 'cards-not-drawn');
  });

  describe('a filtered choice set', () => {
    for (const [theme, width] of [
      ['light', 1280],
      ['dark', 320],
    ] as const) {
      it(`is a field with a list inside the card, in the ${theme} theme at ${width} px`, async () => {
        await page.setViewportSize({ width, height: 700 });
        await page.emulateMedia({ colorScheme: theme });
        const many = Array.from({ length: 30 }, (_, index) => ({ title: `Choice ${index}`, value: `c${index}` }));
        await open([
          {
            kind: 'card',
            card: aCard(
              [{ type: 'Input.ChoiceSet', id: 'who', style: 'filtered', choices: many, placeholder: 'Find' }],
              {
                actions: [{ type: 'Action.Submit', title: 'OK' }],
              },
            ),
          },
        ]);
        const field = cardOf().getByRole('combobox', { name: 'Find' });
        await field.click();
        const list = cardOf().getByRole('listbox');
        const [inner, outer] = [await list.boundingBox(), await cardOf().boundingBox()];
        expect(inner?.y).to.be.greaterThan(outer?.y ?? 0);
        expect((inner?.y ?? 0) + (inner?.height ?? 0)).to.be.lessThan((outer?.y ?? 0) + (outer?.height ?? 0));
        expect(await isPainted(cardOf().getByRole('option').first())).to.equal(true);
        await expectAccessible(page);
        await takeScreenshot(page, `choices-${theme}-${width}`);
        await field.fill('choice 29');
        await expectSoon(cardOf().getByRole('option')).toHaveText(['Choice 29']);
        await field.press('ArrowDown');
        await field.press('Enter');
        await expectSoon(list).toBeHidden();
        server.take = () => ({ type: 'done' });
        await cardOf().getByRole('button', { name: 'OK' }).click();
        await expectSoon.poll(() => server.posts.length).toBe(1);
        expect(server.posts[0]?.body).to.deep.include({ inputs: { who: 'c29' } });
      });
    }
  });

  it('asks the bot for choices while a person types, and shows its errors', async () => {
    const query = { type: 'Data.Query', dataset: 'people', associatedInputs: 'auto' };
    const body = [
      { type: 'Input.Text', id: 'team', label: 'Team', value: 'north' },
      { type: 'Input.ChoiceSet', id: 'who', style: 'filtered', label: 'Who', choices: [], 'choices.data': query },
    ];
    await open([{ kind: 'card', card: aCard(body, { actions: [{ type: 'Action.Submit', title: 'OK' }] }) }]);
    const field = cardOf().getByRole('combobox', { name: 'Who' });
    server.take = () => ({ type: 'message', title: 'Repairs bot did not answer', text: 'It answered 500.' });
    await field.fill('Kar');
    await expectSoon(cardOf().getByText('Repairs bot did not answer: It answered 500.')).toBeVisible();
    server.take = () => ({ type: 'choices', choices: [{ title: 'Karin Blair', value: '1' }] });
    await field.fill('Kari');
    await cardOf().getByRole('option', { name: 'Karin Blair' }).click();
    await expectSoon(field).toHaveValue('Karin Blair');
    const asked = server.posts.map(({ path, body: sent }) => [path, (sent as JsonObject).text]);
    expect(asked).to.deep.equal([
      ['/api/conversations/personal/choices', 'Kar'],
      ['/api/conversations/personal/choices', 'Kari'],
    ]);
    expect(server.posts[1]?.body).to.deep.equal({
      appId: 'bot',
      messageId: 'm0',
      dataset: 'people',
      text: 'Kari',
      skip: 0,
      count: 15,
      inputs: { team: 'north' },
    });
    server.take = () => ({ type: 'done' });
    await cardOf().getByRole('button', { name: 'OK' }).click();
    await expectSoon.poll(() => server.posts.length).toBe(3);
    expect(server.posts[2]?.body).to.deep.include({ inputs: { team: 'north', who: '1' } });
  });

  it('says that choices cannot be searched where there is no bot', async () => {
    const query = { type: 'Data.Query', dataset: 'people' };
    const card = aCard([{ type: 'Input.ChoiceSet', id: 'who', choices: [], label: 'Who', 'choices.data': query }]);
    await open([{ kind: 'card', card, appId: 'app' }]);
    await expectSoon(cardOf()).toContainText('Teams asks a bot for the choices of this card, and this app has none.');
  });
});
