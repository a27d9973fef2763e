import { expect } from 'chai';
import { explainParts } from '../../../src/teams-host/card-reader/explain-parts.ts';

const aCard = (body: readonly unknown[], rest: object = {}): object => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  ...rest,
});
const explain = (body: readonly unknown[], rest?: object) => explainParts([aCard(body, rest)]);
const nothing = { faults: [], limits: [] };
const text = { type: 'TextBlock', text: 'x' };
const cell = { type: 'TableCell', items: [text] };

describe('parts of cards that are not drawn', () => {
  it('are none in a card of Adaptive Cards 1.5, with each element and action', () => {
    const items = [
      text,
      { type: 'RichTextBlock', inlines: ['a', { type: 'TextRun', text: 'b' }] },
      { type: 'Image', url: 'https://pictures.example/a.png' },
      { type: 'ImageSet', images: [{ type: 'Image', url: 'https://pictures.example/a.png' }] },
      { type: 'FactSet', facts: [{ title: 'a', value: 'b' }] },
      { type: 'ColumnSet', columns: [{ type: 'Column', items: [text] }, { items: [text] }] },
      {
        type: 'Table',
        columns: [{ width: 1 }],
        rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [text] }] }],
      },
      { type: 'Input.Text', id: 'a' },
      { type: 'Input.Number', id: 'b', value: 1 },
      { type: 'Input.Date', id: 'c' },
      { type: 'Input.Time', id: 'd' },
      { type: 'Input.Toggle', id: 'e', title: 'x' },
      { type: 'Input.ChoiceSet', id: 'f', style: 'filtered', choices: [{ title: 'a', value: 'b' }] },
      { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'a', url: 'https://example.com' }] },
    ];
    const actions = [
      { type: 'Action.Submit', title: 'a' },
      { type: 'Action.Execute', title: 'b', verb: 'v' },
      { type: 'Action.ToggleVisibility', title: 'c', targetElements: ['a'] },
      { type: 'Action.ShowCard', title: 'd', card: aCard([text]) },
    ];
    const others = items.filter(({ type }) => !type.startsWith('Input.'));
    expect(explain([...items, { type: 'Container', items: others }], { actions })).to.deep.equal(nothing);
  });

  for (const [what, element, fault] of [
    ['a misspelt element', { type: 'Textblock', text: 'x' }, /not know the element "Textblock".*mean "TextBlock"\?/],
    ['an unknown element', { type: 'Sparkline' }, /not know the element "Sparkline".*"fallback"/],
    ['a name that every object has', { type: 'constructor' }, /not know the element "constructor"/],
    ['an element without a type', { text: 'x' }, /has no "type"/],
    ['an element in the wrong place', { type: 'Column', items: [] }, /must be inside a ColumnSet/],
    ['text in place of an element', 'x', /is text instead of an object/],
    ['a number as text', { type: 'TextBlock', text: 5 }, /"text" of TextBlock is a number.*\$\{string\(x\)\}/],
    ['a boolean as a fact', { type: 'FactSet', facts: [{ title: true, value: 'x' }] }, /"title" of "facts".*a boolean/],
    ['a list as a title', { type: 'Input.Toggle', id: 'a', title: ['x'] }, /"title" of Input.Toggle is a list/],
    ['a choice that is no object', { type: 'Input.ChoiceSet', id: 'a', choices: ['x'] }, /entry in "choices".*is text/],
    ['text as a number', { type: 'Input.Number', id: 'a', value: '5' }, /is text instead of a number/],
    ['an object in place of a list', { type: 'Container', items: text }, /"items" of Container is an object/],
    [
      'an unknown action',
      { type: 'ActionSet', actions: [{ type: 'Action.Open' }] },
      /not know the action "Action.Open"/,
    ],
    ['an input without id', { type: 'Input.Text', label: 'x' }, /Input.Text has no "id", so its value is not sent/],
    ['an element without what it shows', { type: 'Image', altText: 'x' }, /^Image has no "url", so nothing is drawn/],
    ['a text that is null', { type: 'TextBlock', text: null }, /^TextBlock has no "text", so nothing is drawn/],
    [
      'a picture at a relative address',
      { type: 'Image', url: 'a.png' },
      /"url" of Image is not an absolute URL, so Teams does not use it/,
    ],
    [
      'a background at a relative address',
      { type: 'Container', items: [], backgroundImage: '/a.png' },
      /"backgroundImage" of Container is not an absolute URL/,
    ],
    [
      'a button without a card to show',
      { type: 'ActionSet', actions: [{ type: 'Action.ShowCard', title: 'a', card: 'x' }] },
      /^Action.ShowCard has no "card", so its button shows nothing/,
    ],
    [
      'a button without words',
      { type: 'ActionSet', actions: [{ type: 'Action.Submit' }] },
      /^A button has no "title", so it is drawn without words/,
    ],
    [
      'a misspelt member',
      { type: 'TextBlock', text: 'x', isSublte: true },
      /"isSublte" of TextBlock is not known.*mean "isSubtle"\?/,
    ],
    [
      'a member in other letters',
      { type: 'FactSet', facts: [{ title: 'x', value: 'y', Title: 'z' }] },
      /"Title" of "facts" of FactSet is not known.*mean "title"\?/,
    ],
    [
      'a row with more cells than columns',
      { type: 'Table', columns: [{ width: 1 }], rows: [{ type: 'TableRow', cells: [cell, cell] }] },
      /^A row of Table has more cells than "columns" has entries/,
    ],
    [
      'data of a button that is not an object',
      { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: 'a', data: 'x' }] },
      /^"data" of Action.Submit is not an object, so its button does not work with inputs/,
    ],
    [
      'an unknown action of Teams',
      { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: 'a', data: { msteams: { type: 'openUrl' } } }] },
      /^Teams does not know "openUrl" as "msteams.type" of Action.Submit. Use "imBack", .*"task\/fetch"/,
    ],
    [
      'an action of Teams that is not an object',
      { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: 'a', data: { msteams: 'x' } }] },
      /^"msteams" in the data of Action.Submit is not an object/,
    ],
    [
      'a message without text',
      { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: 'a', data: { msteams: { type: 'imBack' } } }] },
      /"imBack" has no text as "msteams.value", so it sends nothing/,
    ],
    [
      'a button that shows what is not there',
      {
        type: 'ActionSet',
        actions: [{ type: 'Action.ToggleVisibility', title: 'a', targetElements: [{ elementId: 'b' }] }],
      },
      /^Action.ToggleVisibility names "b", which is no id of an element/,
    ],
    [
      'two inputs with one id',
      {
        type: 'Container',
        items: [
          { type: 'Input.Text', id: 'a' },
          { type: 'Input.Date', id: 'a' },
        ],
      },
      /^Several inputs have the id "a", so only one value is sent/,
    ],
    [
      'a malformed date',
      { type: 'Input.Date', id: 'a', min: '1.2.2026' },
      /^"min" of Input.Date is ignored.*2026-12-31/,
    ],
    ['a malformed time', { type: 'Input.Time', id: 'a', value: '25:00' }, /^"value" of Input.Time is ignored.*09:30/],
    [
      'a value that is none of the choices',
      { type: 'Input.ChoiceSet', id: 'a', isMultiSelect: true, value: 'b,c', choices: [{ title: 'b', value: 'b' }] },
      /^"value" of Input.ChoiceSet has "c", which is none of its choices/,
    ],
    [
      'a search for choices that is none',
      { type: 'Input.ChoiceSet', id: 'a', choices: [], 'choices.data': { type: 'Data.Query' } },
      /^"choices.data" of Input.ChoiceSet is ignored.*"dataset"/,
    ],
    [
      'a required input that is never visible',
      { type: 'Input.Text', id: 'a', isRequired: true, isVisible: false },
      /^The input "a" is required and never visible, so buttons that need it do nothing/,
    ],
    ['an unknown color', { type: 'TextBlock', text: 'x', color: 'pink' }, /Invalid value "pink"/],
    [
      'a button that opens a card, on an element',
      { type: 'Image', url: 'https://pictures.example', selectAction: { type: 'Action.ShowCard' } },
      /does not allow Action.ShowCard here/,
    ],
  ] as const) {
    it(`are reported as a fault: ${what}`, () => {
      for (const body of [
        [element],
        [{ type: 'Container', items: [{ type: 'ColumnSet', columns: [{ items: [element] }] }] }],
      ]) {
        const { faults, limits } = explain(body);
        expect(faults.join('\n')).to.match(fault);
        expect({ count: faults.length, limits }).to.deep.equal({ count: 1, limits: [] });
      }
    });
  }

  for (const type of [
    'CodeBlock',
    'CompoundButton',
    'Icon',
    'Badge',
    'Carousel',
    'Chart.Pie',
    'Rating',
    'ProgressBar',
  ]) {
    it(`are a limit of this host: ${type}`, () => {
      expect(explain([{ type }])).to.deep.equal({ faults: [], limits: [`Teams draws ${type}, this host does not.`] });
    });
  }

  it('are a limit of this host: members that only Teams uses', () => {
    const { faults, limits } = explain(
      [{ type: 'Image', url: 'https://pictures.example', msteams: { allowExpand: true }, targetWidth: 'wide' }],
      { msteams: { width: 'Full', shape: 'round', entities: [{ type: 'tag' }] } },
    );
    expect(faults).to.deep.equal([]);
    expect(limits.join('\n')).to.match(/targetWidth[\s\S]*msteams.allowExpand[\s\S]*not mentions[\s\S]*msteams.shape/);
  });

  it('are a limit of this host: members that it does not know', () => {
    expect(explain([{ type: 'TextBlock', text: 'x', sparkle: true, constructor: 1 }])).to.deep.equal({
      faults: [],
      limits: [
        'This host does not know "sparkle" of TextBlock, so it ignores it.',
        'This host does not know "constructor" of TextBlock, so it ignores it.',
      ],
    });
  });

  for (const [msteams, fault] of [
    ['x', '"msteams" of the card is not an object, so it is ignored.'],
    [{ width: 'Stretch' }, '"msteams.width" of the card is not "Full", so it is ignored.'],
    [{ entities: {} }, '"msteams.entities" of the card is not a list, so it is ignored.'],
  ] as const) {
    it(`are reported as a fault: "msteams": ${JSON.stringify(msteams)}`, () => {
      expect(explain([text], { msteams })).to.deep.equal({ faults: [fault], limits: [] });
    });
  }

  describe('with a fallback', () => {
    for (const [what, element, expected] of [
      ['a fallback in place of an unknown element', { type: 'Foo', fallback: text }, nothing],
      ['an unknown element that may be omitted', { type: 'Foo', fallback: 'drop' }, nothing],
      [
        'a fallback where Teams draws the original',
        { type: 'CodeBlock', fallback: text },
        { faults: [], limits: ['Teams draws CodeBlock, this host does not. Its fallback is drawn instead.'] },
      ],
      [
        'a container that is replaced because of what is in it',
        { type: 'Container', items: [{ type: 'Foo' }, { type: 'TextBlock', text: 5 }], fallback: text },
        nothing,
      ],
      [
        'an element that requires what Teams lacks',
        { ...text, text: 5, requires: { x: '1.0' }, fallback: text },
        nothing,
      ],
    ] as const) {
      it(`reports only what is true for ${what}`, () => {
        expect(explain([element])).to.deep.equal(expected);
      });
    }

    it('reports the faults of the fallback', () => {
      const { faults } = explain([
        { type: 'Foo', fallback: { type: 'Bar', fallback: { type: 'TextBlock', text: 5 } } },
      ]);
      expect(faults.join()).to.match(/^"text" of TextBlock is a number/);
    });
  });

  it('are buttons beyond the sixth, which are named', () => {
    const actions = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((title) => ({ type: 'Action.Submit', title }));
    const inMenu = actions.map((action) => ({ ...action, mode: 'secondary' }));
    const inside = [{ type: 'Action.ShowCard', title: 'More', card: aCard([], { actions }) }];
    expect(explain([], { actions }).faults.join()).to.match(/more than 6 buttons, so “G”, “H” is not drawn/);
    expect(explain([{ type: 'ActionSet', actions }]).faults.join()).to.match(/^ActionSet has more than 6/);
    expect(explain([], { actions: inside }).faults.join()).to.match(/“G”, “H”/);
    expect(explain([], { actions: [...actions.slice(0, 6), ...inMenu] })).to.deep.equal(nothing);
  });

  it('are mentions that no text contains', () => {
    const mention = (name: string): object => ({
      type: 'mention',
      text: `<at>${name}</at>`,
      mentioned: { id: '29:1', name },
    });
    const body = [{ type: 'TextBlock', text: 'Ask <at>Daisy</at>' }];
    expect(explain(body, { msteams: { entities: [mention('Daisy')] } })).to.deep.equal(nothing);
    const { faults } = explain(body, { msteams: { entities: [mention('Karin'), { type: 'mention', text: 'Daisy' }] } });
    expect(faults.join('\n')).to.match(/No text of the card has the mention <at>Karin<\/at>[\s\S]*needs "text"/);
  });

  it('are mentions without an entity, and those outside of the elements in which Teams shows them', () => {
    const entities = [{ type: 'mention', text: '<at>Daisy</at>', mentioned: { id: '29:1', name: 'Daisy' } }];
    const ask = 'Ask <at>Daisy</at>';
    const explainWith = (body: readonly object[]) => explain(body, { msteams: { entities } }).faults;
    expect(explainWith([{ type: 'FactSet', facts: [{ title: ask, value: ask }] }])).to.deep.equal([]);
    expect(explainWith([{ type: 'TextBlock', text: `${ask} or <at>Karin</at>` }])).to.deep.equal([
      'The text <at>Karin</at> is shown as it stands: "msteams.entities" has no mention for it. Add one.',
    ]);
    for (const element of [
      { type: 'RichTextBlock', inlines: [ask] },
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: ask }] },
      { type: 'Input.Text', id: 'a', label: ask },
      { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: ask, data: { text: '<at>data</at>' } }] },
    ]) {
      expect(explainWith([element])).to.deep.equal([
        'Teams shows mentions in TextBlock and FactSet only; elsewhere <at>Daisy</at> is shown as it stands.',
      ]);
    }
  });

  it('are the whole card if it is nested too deeply', () => {
    let element: object = text;
    for (let depth = 0; depth < 20_000; depth += 1) {
      element = { type: 'Container', items: [element] };
    }
    expect(explain([element]).faults.join()).to.match(/nested too deeply/);
  });

  it('are no inputs with one id in a fallback or in the card of a button', () => {
    const input = { type: 'Input.Text', id: 'a' };
    const inner = { type: 'Action.ShowCard', title: 'a', card: aCard([input]) };
    expect(explain([{ type: 'Input.Foo', id: 'a', fallback: input }], { actions: [inner, inner] })).to.deep.equal(
      nothing,
    );
    const twice = { type: 'Action.ShowCard', title: 'a', card: aCard([input, input]) };
    expect(explain([], { actions: [twice] }).faults).to.deep.equal([
      'Several inputs have the id "a", so only one value is sent.',
    ]);
  });

  it('are reported once for several cards', () => {
    const card = aCard([{ type: 'TextBlock', text: 5 }, { type: 'Icon' }]);
    const { faults, limits } = explainParts([card, card, 'no card']);
    expect([faults.length, limits.length]).to.deep.equal([1, 1]);
  });
});
