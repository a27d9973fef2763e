// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are the subject of these tests
import { expect } from 'chai';
import fc from 'fast-check';
import type { CardRepair } from '../../src/cards/card-repair.ts';
import type { RepairCardOptions } from '../../src/cards/repair-card.ts';
import { explainParts } from '../../src/teams-host/card-reader/explain-parts.ts';
import { actionOf, nodesOf, textsOf, titlesOf } from './card-nodes.ts';
import { anyRepair, cards, etag, hostile, list, repair, text, viewer, visible, withoutPicture } from './some-cards.ts';

describe('the card of a repair', () => {
  const make = (changes: Partial<CardRepair> = {}, options: Partial<RepairCardOptions> = {}) =>
    cards.repairCard({ repair: { ...repair, ...changes }, etag }, { viewer, ...options }).content;

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

  it("formats the date for the person's locale, or in American English if it is unknown", () => {
    expect(textsOf(make({}, { locale: 'de-DE' }))).to.include('24. Mai 2023');
    for (const locale of ['', 'x', 'no such', 'zz-ZZ', '../..', 'a'.repeat(10_000)]) {
      expect(textsOf(make({}, { locale })), locale.slice(0, 20)).to.include('May 24, 2023');
    }
  });

  it('has no element for a missing or empty field', () => {
    const bare = cards.repairCard(
      { repair: { ...withoutPicture, title: '', description: '', assignedTo: '', date: '' } },
      { viewer: { ...viewer, mayChange: false } },
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

  it('offers assignToMe only to somebody else with a known name', () => {
    expect(titlesOf(make({ assignedTo: viewer.name }))).to.deep.equal(['Done', 'Edit']);
    expect(titlesOf(make({}, { viewer: { ...viewer, name: '' } }))).to.deep.equal(['Done', 'Edit']);
  });

  it('offers assignToMe on the shared card of a repair that is not done', () => {
    for (const [status, offered] of [
      ['open', ['Start', 'Assign to me', 'Edit']],
      ['inProgress', ['Done', 'Assign to me', 'Edit']],
      ['done', ['Edit']],
    ] as const) {
      expect(titlesOf(make({ status, assignedTo: viewer.name }, { viewer: 'everyone' }))).to.deep.equal(offered);
    }
  });

  it('offers no actions to a person who may not change repairs', () => {
    expect(titlesOf(make({}, { viewer: { ...viewer, mayChange: false } }))).to.deep.equal([]);
  });

  it('sends the repair, its version or what it shows, and its list with each action', () => {
    for (const { verb, data } of nodesOf(make({}, { list })).filter(({ type }) => type === 'Action.Execute')) {
      expect(data, verb).to.deep.equal(verb === 'previousPage' ? list : { repairId: '2', etag, list });
    }
    expect(actionOf(make({}, { list }), 'Back to the list')).to.include({ verb: 'previousPage' });
    expect(actionOf(cards.repairCard({ repair }, { viewer }).content, 'Edit')?.data).to.deep.equal({
      repairId: '2',
      shown: { status: repair.status, assignedTo: repair.assignedTo },
    });
  });

  it('shows the note last, next to the buttons', () => {
    expect(textsOf(make({}, { note: 'Somebody else was faster.' })).at(-1)).to.equal('Somebody else was faster.');
  });

  it('refreshes for everyone, but not if it was opened from a list', () => {
    const action = { type: 'Action.Execute', title: 'Refresh', verb: 'refresh', data: { repairId: '2', etag } };
    for (const seenBy of [viewer, 'everyone'] as const) {
      expect(JSON.parse(JSON.stringify(make({}, { viewer: seenBy })))).to.deep.include({ refresh: { action } });
    }
    expect(make({}, { list })).not.to.have.property('refresh');
  });

  it('shows user text unchanged', () => {
    const texts = textsOf(make({ title: hostile, description: hostile, assignedTo: hostile }));
    expect(texts.filter((found) => visible(found) === hostile)).to.have.length(3);
    for (const found of texts) {
      expect(found).not.to.match(/\{(DATE|TIME)\(/);
    }
  });

  it('loads pictures from http and https URLs only', () => {
    for (const image of [
      'javascript:alert(1)',
      'data:image/png;base64,AA==',
      'file:///etc/passwd',
      '/pictures/a.png',
    ]) {
      expect(nodesOf(make({ image })).map(({ type }) => type)).not.to.include('Image');
    }
  });

  it('shares no objects with the next card', () => {
    const changeEach = (value: unknown): void => {
      if (typeof value === 'object' && value !== null) {
        Object.values(value).forEach(changeEach);
        Object.assign(value, { title: 'changed' });
      }
    };
    const before = JSON.stringify(make());
    changeEach(make());
    expect(JSON.stringify(make())).to.equal(before);
  });

  it('is parsed by the official renderer without warnings, for any data', () => {
    fc.assert(
      fc.property(anyRepair, fc.boolean(), fc.option(text, { nil: undefined }), (data, mayChange, note) => {
        const options = { viewer: { ...viewer, mayChange }, list, ...(note === undefined ? {} : { note }) };
        const { content } = cards.repairCard({ repair: data, etag }, options);
        expect(explainParts([content])).to.deep.equal({ faults: [], limits: [] });
        expect(textsOf(content).map(visible)).to.include(visible(data.title));
        expect(nodesOf(content).map(({ type }) => type)).not.to.include.oneOf(['TextBlock', 'FactSet']);
      }),
    );
  });
});
