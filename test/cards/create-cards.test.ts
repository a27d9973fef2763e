// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are what this is about
import { expect } from 'chai';
import fc from 'fast-check';
import type { CardRepair } from '../../src/cards/card-repair.ts';
import { createCards } from '../../src/cards/create-cards.ts';
import { maximumTrail } from '../../src/cards/list-position.ts';
import type { RepairCardOptions } from '../../src/cards/repair-card.ts';
import { readByRenderer } from '../../src/dev/app-package/check-cards.ts';
import { actionOf, nodesOf, textsOf, titlesOf } from './card-nodes.ts';

const cards = createCards();
const repair: CardRepair = {
  id: '2',
  title: 'Brake repairs',
  description: 'Replace worn pads.',
  assignedTo: 'Issac Fielder',
  date: '2023-05-24',
  image: 'https://repairs.example.com/pictures/brake-repairs.png',
  status: 'inProgress',
};
const { image: _, ...withoutPicture } = repair;
const etag = '"3"';
const user = { name: 'Karin Blair' };
const list = { query: { text: 'brakes' }, trail: ['second'] };

const hostile =
  '**b** [x](javascript:alert(1)) <b> ${title} ${{NAME}} {{DATE(2023-05-23T00:00:00Z, LONG)}} {{{TIME(2023-05-23T00:00:00Z)}}}';
const visible = (text: string | undefined): string | undefined => text?.replaceAll('\u200b', '');
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
const anyRepair: fc.Arbitrary<CardRepair> = fc.record(
  {
    id: text,
    title: text,
    description: fc.string({ unit: 'binary' }),
    assignedTo: text,
    date: fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    image: fc.webUrl({ validSchemes: ['https'] }),
    status: fc.constantFrom('open', 'inProgress', 'done'),
  },
  { requiredKeys: ['id', 'title', 'description', 'assignedTo', 'date', 'status'] },
);

describe('the card of a repair', () => {
  const make = (changes: Partial<CardRepair> = {}, options: Partial<RepairCardOptions> = {}) =>
    cards.repairCard({ repair: { ...repair, ...changes }, etag }, { mayChange: true, user, ...options }).content;

  it('shows picture, title, status, person, date and description', () => {
    expect(textsOf(make())).to.deep.equal([
      'Brake repairs',
      'In progress',
      'Assigned to',
      'Issac Fielder',
      'Date',
      'May 24, 2023',
      'Replace worn pads.',
    ]);
    expect(nodesOf(make()).find(({ type }) => type === 'Image')).to.deep.include({
      url: repair.image,
      altText: 'Picture of Brake repairs',
    });
  });

  it('writes the day as the person does, and as an American where that is not known', () => {
    expect(textsOf(make({}, { locale: 'de-DE' }))).to.include('24. Mai 2023');
    for (const locale of ['', 'x', 'no such', 'zz-ZZ', '../..', 'a'.repeat(10_000)]) {
      expect(textsOf(make({}, { locale })), locale.slice(0, 20)).to.include('May 24, 2023');
    }
  });

  it('has no element for what is missing or empty', () => {
    const bare = cards.repairCard(
      { repair: { ...withoutPicture, title: '', description: '', assignedTo: '', date: '' } },
      { mayChange: false },
    ).content;
    expect(textsOf(bare)).to.deep.equal(['In progress']);
    expect(nodesOf(bare).map(({ type }) => type)).not.to.include('Image');
  });

  for (const [status, offered] of [
    ['open', ['Start', 'Assign to me', 'Edit']],
    ['inProgress', ['Done', 'Assign to me', 'Edit']],
    ['done', ['Edit']],
  ] as const) {
    it(`offers ${offered.join(', ')} while ${status}`, () => {
      expect(titlesOf(make({ status }))).to.deep.equal(offered);
    });
  }

  it('offers to take over only what is not the own already, to somebody', () => {
    expect(titlesOf(make({ assignedTo: user.name }))).not.to.include('Assign to me');
    const { content } = cards.repairCard({ repair, etag }, { mayChange: true });
    expect(titlesOf(content)).to.deep.equal(['Done', 'Edit']);
  });

  it('offers nothing to whoever may not change repairs', () => {
    expect(titlesOf(make({}, { mayChange: false }))).to.deep.equal([]);
  });

  it('says with each action which repair, which version and which list is meant', () => {
    for (const { verb, data } of nodesOf(make({}, { list })).filter(({ type }) => type === 'Action.Execute')) {
      expect(data, verb).to.deep.equal(verb === 'previousPage' ? list : { repairId: '2', etag, list });
    }
    expect(actionOf(make({}, { list }), 'Back to the list')).to.include({ verb: 'previousPage' });
    expect(actionOf(cards.repairCard({ repair }, { mayChange: true }).content, 'Edit')?.data).to.deep.equal({
      repairId: '2',
    });
  });

  it('says what has happened first', () => {
    expect(textsOf(make({}, { note: 'Somebody else was faster.' }))[0]).to.equal('Somebody else was faster.');
  });

  it('refreshes for those it is told, for everybody, or for nobody', () => {
    const action = { type: 'Action.Execute', title: 'Refresh', verb: 'refresh', data: { repairId: '2', etag } };
    expect(make()).not.to.have.property('refresh');
    expect(make({}, { refreshFor: 'everyone' }))
      .to.have.property('refresh')
      .that.deep.equals({ action });
    expect(make({}, { refreshFor: ['29:a'] }))
      .to.have.property('refresh')
      .that.deep.equals({ action, userIds: ['29:a'] });
    const many = Array.from({ length: 100 }, (_, index) => `29:${index}`);
    expect(make({}, { refreshFor: many }))
      .to.have.nested.property('refresh.userIds')
      .with.length(60);
  });

  it('shows text of people as it is', () => {
    const texts = textsOf(make({ title: hostile, description: hostile, assignedTo: hostile }));
    expect(texts.filter((found) => visible(found) === hostile)).to.have.length(3);
    for (const found of texts) {
      expect(found).not.to.match(/\{(DATE|TIME)\(/);
    }
  });

  it('loads pictures from the web alone', () => {
    for (const image of [
      'javascript:alert(1)',
      'data:image/png;base64,AA==',
      'file:///etc/passwd',
      '/pictures/a.png',
    ]) {
      expect(nodesOf(make({ image })).map(({ type }) => type)).not.to.include('Image');
    }
  });

  it('shares nothing between one card and the next', () => {
    const before = JSON.stringify(make());
    const [first] = nodesOf(make());
    Object.assign((first as { actions: object[] }).actions[0] ?? {}, { title: 'changed' });
    expect(JSON.stringify(make())).to.equal(before);
  });

  it('is read by the official renderer without a warning, whatever the data', () => {
    fc.assert(
      fc.property(anyRepair, fc.boolean(), fc.option(text, { nil: undefined }), (data, mayChange, note) => {
        const options = {
          mayChange,
          user,
          refreshFor: 'everyone',
          list,
          ...(note === undefined ? {} : { note }),
        } as const;
        const { content } = cards.repairCard({ repair: data, etag }, options);
        expect(readByRenderer(content)).to.deep.equal([]);
        expect(textsOf(content).map(visible)).to.include(visible(data.title));
        expect(nodesOf(content).map(({ type }) => type)).not.to.include.oneOf(['TextBlock', 'FactSet']);
      }),
    );
  });
});

describe('the preview of a repair', () => {
  it('shows title, person, status, date and picture, and says what was tapped', () => {
    expect(cards.repairPreview(repair)).to.deep.equal({
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: {
        title: 'Brake repairs',
        subtitle: 'Issac Fielder',
        text: 'In progress · May 24, 2023',
        images: [{ url: repair.image, alt: 'Picture of Brake repairs' }],
        tap: { type: 'invoke', title: 'Choose', value: { repairId: '2' } },
      },
    });
  });

  it('is a hero card where a tile is wanted', () => {
    expect(cards.repairPreview(repair, { kind: 'hero' }).contentType).to.equal('application/vnd.microsoft.card.hero');
  });

  it('leaves out what is missing', () => {
    const { content } = cards.repairPreview({ ...withoutPicture, date: '' });
    expect(content).to.deep.include({ text: 'In progress', images: [] });
  });

  it('holds no text of people where Teams reads markup, and no markup where it might', () => {
    const markup = '<b>x</b> &lt;i&gt; <script>';
    const { content } = cards.repairPreview({ ...repair, title: markup, assignedTo: markup, description: markup });
    const { title, subtitle, text } = content as Record<string, string>;
    expect(text).to.equal('In progress · May 24, 2023');
    for (const shown of [title, subtitle]) {
      expect(visible(shown)).to.equal(markup);
      expect(shown).not.to.match(/<[a-z/]|&[a-z]/);
    }
  });
});

describe('the card of a list', () => {
  const make = (changes: object = {}) =>
    cards.repairListCard({ results: [repair], query: list.query, trail: [], heading: 'Repairs', ...changes }).content;

  it('shows each repair in a row that opens it', () => {
    const content = make({ results: [repair, { ...withoutPicture, id: '3', title: 'Oil', status: 'done' }] });
    expect(textsOf(content)).to.deep.equal([
      'Repairs',
      'Brake repairs',
      'In progress',
      ' · May 24, 2023 · Issac Fielder',
      'Oil',
      'Done',
      ' · May 24, 2023 · Issac Fielder',
    ]);
    const position = { query: list.query, trail: [] };
    expect(actionOf(content, 'Show Oil')).to.deep.include({
      verb: 'refresh',
      data: { repairId: '3', list: position },
    });
  });

  it('pages forth and back, and knows where it is', () => {
    expect(titlesOf(make())).to.deep.equal(['Show Brake repairs']);
    const first = make({ nextCursor: 'b' });
    expect(actionOf(first, 'Previous page')).to.equal(undefined);
    expect(actionOf(first, 'Next page')?.data).to.deep.equal({ query: list.query, trail: ['b'] });
    const third = make({ trail: ['b', 'c'], nextCursor: 'd' });
    expect(textsOf(third)).to.include('Page 3');
    expect(actionOf(third, 'Previous page')?.data).to.deep.equal({ query: list.query, trail: ['b'] });
    expect(actionOf(third, 'Next page')?.data).to.deep.equal({ query: list.query, trail: ['b', 'c', 'd'] });
    expect(titlesOf(make({ trail: ['b', 'c'] }))).not.to.include('Next page');
  });

  it('ends where the card would grow too large, and says so', () => {
    const trail = Array.from({ length: maximumTrail }, (_, index) => `${index}`.padEnd(24, 'x'));
    const results = Array.from({ length: 10 }, () => ({ ...repair, title: 'x'.repeat(100) }));
    const content = make({ trail, results, nextCursor: 'more' });
    expect(titlesOf(content)).not.to.include('Next page');
    expect(textsOf(content)[1]).to.match(/There are more/);
    expect(Buffer.byteLength(JSON.stringify(content))).to.be.below(28 * 1024);
  });

  it('says when nothing was found, and what has happened', () => {
    expect(textsOf(make({ results: [] }))).to.deep.equal(['Repairs', 'No repairs found.']);
    expect(textsOf(make({ results: [], trail: ['b'] }))).to.include('No more repairs.');
    expect(textsOf(make({ note: 'Changed.' }))[0]).to.equal('Changed.');
  });

  it('leaves out what is missing', () => {
    expect(textsOf(make({ results: [{ ...repair, date: '', assignedTo: '' }] }))).to.deep.equal([
      'Repairs',
      'Brake repairs',
      'In progress',
    ]);
  });

  it('is read by the official renderer without a warning, whatever the data', () => {
    fc.assert(
      fc.property(fc.array(anyRepair, { maxLength: 5 }), text, (results, heading) => {
        const content = make({ results, heading, query: { text: heading }, trail: ['a'], nextCursor: 'b' });
        expect(readByRenderer(content)).to.deep.equal([]);
        expect(textsOf(content).map(visible)).to.include.members(results.map(({ title }) => visible(title)));
        expect(actionOf(content, 'Next page')?.data).to.deep.equal({ query: { text: heading }, trail: ['a', 'b'] });
      }),
    );
  });
});

describe('the form of a repair', () => {
  const submit = { kind: 'dialog', title: 'Create', data: { dialogId: 'd' } } as const;
  const inputOf = (content: object, id: string) => nodesOf(content).find((node) => node.id === id);

  it('has an input for each field, with a label, its limits and what was typed', () => {
    const { content } = cards.repairFormCard({
      values: { title: hostile, date: '2024-05-01', status: 'done' },
      submit,
    });
    expect(inputOf(content, 'title')).to.include({
      type: 'Input.Text',
      label: 'Title',
      isRequired: true,
      maxLength: 100,
      value: hostile,
    });
    expect(inputOf(content, 'description')).to.include({ isMultiline: true, maxLength: 2000, value: '' });
    expect(inputOf(content, 'assignedTo')).to.include({ isRequired: true, maxLength: 100 });
    expect(inputOf(content, 'date')).to.include({ type: 'Input.Date', value: '2024-05-01' });
    expect(inputOf(content, 'status')).to.include({ type: 'Input.ChoiceSet', value: 'done' });
    expect(inputOf(content, 'image')).to.include({ maxLength: 2048 });
    for (const input of nodesOf(content).filter(({ type = '' }) => type.startsWith('Input.'))) {
      expect(input).to.have.property('label');
    }
  });

  it('says what is wrong right behind the field, and above all what is about none', () => {
    const { content } = cards.repairFormCard({
      values: {},
      errors: { date: 'No such day.', form: 'Try again.' },
      submit,
    });
    const { body } = content as { body: object[] };
    expect(textsOf(body[0])).to.deep.equal(['Try again.']);
    expect(textsOf(body[body.findIndex((item) => 'id' in item && item.id === 'date') + 1])).to.deep.equal([
      'No such day.',
    ]);
    expect(textsOf(content)).to.have.length(2);
  });

  it('is sent out of a dialog, or saved on its card', () => {
    const dialog = cards.repairFormCard({ values: {}, submit }).content;
    expect(actionOf(dialog, 'Create')).to.deep.include({ type: 'Action.Submit', data: { dialogId: 'd' } });
    const edit = cards.repairFormCard({ values: {}, submit: { kind: 'edit', repairId: '2', etag, list } }).content;
    const data = { repairId: '2', etag, list };
    expect(actionOf(edit, 'Save')).to.deep.include({ type: 'Action.Execute', verb: 'saveEdit', data });
    expect(actionOf(edit, 'Cancel')).to.deep.include({ verb: 'refresh', data, associatedInputs: 'none' });
  });

  it('is read by the official renderer without a warning, whatever was typed', () => {
    const anything = fc.dictionary(
      fc.constantFrom('title', 'description', 'assignedTo', 'date', 'status', 'image', 'form'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(anything, anything, (values, errors) => {
        expect(readByRenderer(cards.repairFormCard({ values, errors, submit }).content)).to.deep.equal([]);
      }),
    );
  });
});

describe('the cards that say something', () => {
  const commands = [{ title: 'My repairs', description: 'lists what is assigned to you' }];

  it('sends a command as a message when it is pressed', () => {
    for (const { content } of [cards.welcomeCard(commands), cards.helpCard(commands)]) {
      expect(textsOf(content)).to.include.members(['My repairs', 'lists what is assigned to you']);
      expect(actionOf(content, 'My repairs')?.data).to.deep.equal({
        msteams: { type: 'imBack', value: 'My repairs' },
      });
      expect(readByRenderer(content)).to.deep.equal([]);
    }
  });

  it('says one sentence, with or without a heading', () => {
    expect(textsOf(cards.messageCard('Done.').content)).to.deep.equal(['Done.']);
    expect(textsOf(cards.messageCard('Done.', 'Repairs').content)).to.deep.equal(['Repairs', 'Done.']);
    expect(readByRenderer(cards.messageCard(hostile).content)).to.deep.equal([]);
  });
});
