import { expect } from 'chai';
import fc from 'fast-check';
import { explainParts } from '../../../../src/teams-host/card-reader/explain-parts.ts';
import { convertCard } from '../../../../src/teams-host/cards/conversion/convert-card.ts';
import { toMarkdown } from '../../../../src/teams-host/cards/conversion/to-markdown.ts';

const hero = 'application/vnd.microsoft.card.hero';
const thumbnail = 'application/vnd.microsoft.card.thumbnail';
const receipt = 'application/vnd.microsoft.card.receipt';
const list = 'application/vnd.microsoft.teams.card.list';
const connector = 'application/vnd.microsoft.teams.card.o365connector';

const convert = (type: string, content: object) => {
  const converted = convertCard(type, content);
  if (converted === undefined) {
    throw new Error(`${type} is not converted.`);
  }
  // What is drawn, without the structure.
  const words = JSON.stringify(converted.card.body).match(/(?<="(?:text|url|title|value)":")[^"]*/g) ?? [];
  return { ...converted, words };
};
const url = 'https://pictures.example/a.png';

describe('cards of other types as Adaptive Cards', () => {
  for (const [type, isWide] of [
    [hero, true],
    [thumbnail, false],
  ] as const) {
    it(`have the picture, texts and buttons of a ${type}`, () => {
      const { card, words, notes } = convert(type, {
        title: 'Fern',
        subtitle: 'green',
        text: 'It is <b>tall</b>.',
        images: [{ url, alt: 'A fern' }],
        buttons: [
          { type: 'openUrl', title: 'Open', value: 'https://a.example' },
          { type: 'imBack', title: 'Say', value: 'hello' },
          { type: 'messageBack', title: 'Send', text: 't', displayText: 'd', value: { a: 1 } },
          { type: 'invoke', title: 'Dialog', value: { type: 'task/fetch' } },
          { type: 'signin', title: 'Sign in', value: 'https://a.example/sign-in' },
        ],
        tap: { type: 'imBack', value: 'tapped' },
      });
      expect(words).to.have.members(['Fern', 'green', 'It is **tall**.', url]);
      expect(JSON.stringify(card.body).includes('Stretch')).to.equal(isWide);
      expect(card.actions).to.deep.equal([
        { type: 'Action.OpenUrl', title: 'Open', url: 'https://a.example' },
        { type: 'Action.Submit', title: 'Say', data: { msteams: { type: 'imBack', value: 'hello' } } },
        {
          type: 'Action.Submit',
          title: 'Send',
          data: { msteams: { type: 'messageBack', text: 't', displayText: 'd', value: { a: 1 } } },
        },
        {
          type: 'Action.Submit',
          title: 'Dialog',
          data: { msteams: { type: 'invoke', value: { type: 'task/fetch' } } },
        },
        {
          type: 'Action.Submit',
          title: 'Sign in',
          data: { msteams: { type: 'signin', value: 'https://a.example/sign-in' } },
        },
      ]);
      expect(card.selectAction).to.deep.include({ data: { msteams: { type: 'imBack', value: 'tapped' } } });
      expect({ notes, ...explainParts([card]) }).to.deep.equal({ notes: [], faults: [], limits: [] });
    });
  }

  it('say which parts are not lists, not objects, or unknown', () => {
    for (const [type, content, note] of [
      [hero, { images: url }, '"images" of the card is not a list, so it is not drawn. Make it one.'],
      [hero, { images: [url] }, 'An entry in "images" of the card is not an object, so it is not drawn.'],
      [
        thumbnail,
        { buttons: { type: 'imBack' } },
        '"buttons" of the card is not a list, so it is not drawn. Make it one.',
      ],
      [hero, { buttons: [null] }, 'An entry in "buttons" of the card is not an object, so it is not drawn.'],
      [receipt, { facts: {} }, '"facts" of the card is not a list, so it is not drawn. Make it one.'],
      [receipt, { items: 'x' }, '"items" of the card is not a list, so it is not drawn. Make it one.'],
      [list, { items: [{ type: 'resultItem' }] }, /^An item of the card has neither a title nor an icon/],
      [list, { items: ['x'] }, 'An entry in "items" of the card is not an object, so it is not drawn.'],
      [connector, { sections: [{ facts: [null] }] }, /^An entry in "facts" of the card is not an object/],
      [connector, { themeColor: '0076D7' }, 'This host does not draw "themeColor" of a connector card.'],
      [hero, { media: [] }, 'This host does not know "media" of this card, so it ignores it.'],
      [list, { constructor: 1 }, 'This host does not know "constructor" of this card, so it ignores it.'],
    ] as const) {
      const { notes } = convert(type, content);
      expect(notes, JSON.stringify(content)).to.have.length(1);
      expect(notes[0]).to.satisfy((text: string) => (typeof note === 'string' ? text === note : note.test(text)));
    }
    for (const content of [undefined, null, 'text', []]) {
      expect(convertCard(hero, content)?.notes).to.deep.equal(['The content of the card is not an object.']);
    }
  });

  it('show Markdown as it stands, except in connector cards', () => {
    const words = '**a** _b_ [c](https://d.example) `e`\n- f\n1. g';
    const escaped = '\\*\\*a\\*\\* \\_b\\_ \\[c\\](https://d.example) `e`\n\\- f\n1\\. g';
    expect(convert(hero, { text: words }).card.body).to.deep.equal([{ type: 'TextBlock', text: escaped, wrap: true }]);
    expect(convert(receipt, { facts: [{ key: words, value: words }] }).card.body).to.deep.equal([
      { type: 'FactSet', facts: [{ title: escaped, value: escaped }] },
    ]);
    const toText = (section: object) => {
      const [{ items } = {}] = convert(connector, { sections: [section] }).card.body as readonly { items?: object[] }[];
      return items?.[0];
    };
    expect(toText({ text: words })).to.include({ text: words });
    expect(toText({ text: words, markdown: false })).to.include({ text: escaped });
  });

  it('name every button that Teams does not draw', () => {
    const types = ['call', 'downloadFile', 'playAudio', 'playVideo', 'postBack', 'showImage', undefined];
    const buttons = types.map((type) => ({ type, title: `A ${type}`, value: 'x' }));
    const { card, notes } = convert(hero, { buttons, tap: { type: 'call' } });
    expect(card.actions).to.deep.equal([]);
    expect(notes).to.have.length(8);
    expect(notes[0]).to.match(/“A call” is of type "call", which Teams does not support.*"messageBack"/);
    const many = Array.from({ length: 8 }, (_, index) => ({ type: 'imBack', title: `B${index}`, value: 'x' }));
    expect(convert(thumbnail, { buttons: many }).notes.join()).to.match(/shows 6 buttons.*“B6”, “B7”/);
    expect(convert(thumbnail, { buttons: many }).card.actions).to.have.length(6);
    expect(convert(hero, { buttons: [{ type: 'openUrl', title: 'Go' }] }).notes.join()).to.match(/“Go”.*without text/);
  });

  it('name texts that are not text', () => {
    const facts = [{ name: 'Due', value: 5, key: true }];
    expect(convert(hero, { title: 5, text: ['x'] }).notes).to.have.length(2);
    expect(convert(connector, { sections: [{ activityText: 5, facts }] }).notes).to.have.length(2);
    expect(convert(receipt, { total: 5, facts, items: [{ price: 3 }] }).notes).to.have.length(4);
    expect(convert(list, { items: [{ title: 5 }] }).notes.join()).to.match(/"title" of the card is not text/);
  });

  it('name pictures that Teams does not draw', () => {
    expect(convert(hero, { images: [{ url }, { url }] }).notes.join()).to.match(/2 pictures, of which the first/);
    expect(convert(hero, { images: [{ alt: 'x' }] }).notes.join()).to.match(/no "url"/);
  });

  it('have the sections, facts, pictures and links of a connector card', () => {
    const { card, words, notes } = convert(connector, {
      '@type': 'MessageCard',
      summary: 'not shown',
      title: 'Tango',
      text: 'about **it**',
      sections: [
        {
          activityTitle: 'Jo commented',
          activitySubtitle: 'today',
          activityText: 'Nice',
          activityImage: url,
          title: 'Details',
          facts: [{ name: 'Due', value: 'May' }],
          images: [{ image: `${url}?1`, title: 'a' }],
          potentialAction: [
            { '@type': 'OpenUri', name: 'Open', targets: [{ os: 'default', uri: 'https://a.example' }] },
          ],
        },
      ],
      potentialAction: [{ '@type': 'ViewAction', name: 'View', target: ['https://b.example'] }],
    });
    expect(words).to.have.members(
      ['Tango', 'about **it**', 'Details', url, 'Jo commented', 'today', 'Nice', 'Due', 'May', `${url}?1`].concat(
        'Open',
        'https://a.example',
      ),
    );
    expect(card.actions).to.deep.equal([{ type: 'Action.OpenUrl', title: 'View', url: 'https://b.example' }]);
    expect({ notes, ...explainParts([card]) }).to.deep.equal({ notes: [], faults: [], limits: [] });
    expect(convert(connector, { summary: 'alone' }).words).to.deep.equal(['alone']);
  });

  it('say what Teams or this host does not do with a connector card', () => {
    const { notes } = convert(connector, {
      heroImage: { image: url },
      sections: Array.from({ length: 11 }, () => ({ text: 'x' })),
      potentialAction: [
        { '@type': 'HttpPOST', name: 'Post' },
        { '@type': 'InvokeAddInCommand', name: 'Add-in' },
      ],
    });
    expect(notes.join('\n'))
      .to.match(/at most 10 sections.*has 11/)
      .and.to.match(/does not support "heroImage"/)
      .and.to.match(/Teams draws the button “Post” \(HttpPOST\), this host does not/)
      .and.to.match(/“Add-in” \(InvokeAddInCommand\) is not drawn/);
  });

  it('have the items of a list card', () => {
    const { card, words, notes } = convert(list, {
      title: 'Files',
      items: [
        { type: 'section', title: 'New' },
        { type: 'file', id: 'x', title: 'Report', subtitle: 'design', tap: { type: 'imBack', value: 'edit' } },
        { type: 'resultItem', icon: url, title: 'Board', tap: { type: 'playAudio', title: 'Play' } },
      ],
      buttons: [{ type: 'imBack', title: 'Select', value: 'select' }],
    });
    expect(words).to.include.members(['Files', 'New', 'Report', 'design', url, 'Board']);
    expect(card.actions).to.have.length(1);
    expect(notes).to.have.length(1);
    expect(explainParts([card])).to.deep.equal({ faults: [], limits: [] });
  });

  it('have the items and the sum of a receipt card', () => {
    const { card, words, notes } = convert(receipt, {
      title: 'Jo',
      facts: [{ key: 'Order', value: '1234' }],
      items: [{ title: 'Brake', subtitle: 'front', price: '$ 5', quantity: '2', image: { url } }],
      tax: '$ 1',
      total: '$ 11',
      buttons: [{ type: 'openUrl', title: 'More', value: 'https://a.example' }],
    });
    expect(words).to.include.members(['Jo', 'Order', '1234', 'Brake', 'front', '$ 5', '× 2', url, '$ 1', '$ 11']);
    expect({ notes, ...explainParts([card]) }).to.deep.equal({ notes: [], faults: [], limits: [] });
  });

  it('are Adaptive Cards without faults for any content', () => {
    const part = fc.letrec((tie) => ({
      node: fc.dictionary(
        fc
          .constantFrom('title', 'text', 'images', 'image', 'url', 'buttons', 'type', 'tap', 'sections', 'items')
          .map(String),
        fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 1 }), fc.array(tie('node'), { maxLength: 3 }), tie('node')),
      ),
    })).node;
    fc.assert(
      fc.property(fc.constantFrom(hero, thumbnail, receipt, list, connector), part, (type, content) => {
        const converted = convertCard(type, content);
        expect(explainParts([converted?.card]).faults).to.deep.equal([]);
      }),
    );
  });

  it('are none for other content types', () => {
    expect(convertCard('application/vnd.microsoft.card.audio', {})).to.equal(undefined);
    expect(convertCard('constructor', {})).to.equal(undefined);
  });
});

describe('HTML of cards as Markdown', () => {
  for (const [html, markdown] of [
    ['<b>a</b> and <em>b</em>', '**a** and _b_'],
    ['one<br>two<br/>three', 'one\n\ntwo\n\nthree'],
    ['<a href="https://a.example">link</a>', '[link](https://a.example)'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['<u>a</u> <span style="x">b</span>', 'a b'],
    ['a < b and c > d, <at>Jo</at> **x**', 'a < b and c > d, <at>Jo</at> **x**'],
  ] as const) {
    it(`is ${JSON.stringify(markdown)} for ${html}`, () => {
      expect(toMarkdown(html)).to.equal(markdown);
    });
  }

  for (const run of ['\n', ' ', '<a ', '<a href=""', ' href=""', '<', '**', '1', '- ', '<b>']) {
    it(`are converted in linear time if a text has long runs of ${JSON.stringify(run)}`, () => {
      // In quadratic time, many minutes.
      const text = `<a href="x" ${run.repeat(1_000_000 / run.length)}`;
      for (const type of [hero, thumbnail, receipt, list, connector]) {
        const item = { title: text, subtitle: text, text };
        const content = { ...item, items: [item], facts: [{ key: text, value: text }], sections: [item] };
        expect(convertCard(type, content)).not.to.equal(undefined);
      }
    });
  }
});
