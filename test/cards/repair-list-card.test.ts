// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are the subject of these tests
import { expect } from 'chai';
import fc from 'fast-check';
import { maximumTrail } from '../../src/cards/list-position.ts';
import { explainParts } from '../../src/teams-host/card-reader/explain-parts.ts';
import { actionOf, textsOf, titlesOf } from './card-nodes.ts';
import { anyRepair, cards, hostile, list, repair, text, visible, withoutPicture } from './some-cards.ts';

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

  it('pages forward and back, and shows the page number', () => {
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

  it('ends with a note before the card grows too large', () => {
    const trail = Array.from({ length: maximumTrail }, (_, index) => `${index}`.padEnd(24, 'x'));
    const results = Array.from({ length: 10 }, () => ({ ...repair, title: 'x'.repeat(100) }));
    const content = make({ trail, results, nextCursor: 'more' });
    expect(titlesOf(content)).not.to.include('Next page');
    expect(textsOf(content)[1]).to.match(/There are more/);
    expect(Buffer.byteLength(JSON.stringify(content))).to.be.below(28 * 1024);
  });

  it('shows that nothing was found, and the note', () => {
    expect(textsOf(make({ results: [] }))).to.deep.equal(['Repairs', 'No repairs found.']);
    expect(textsOf(make({ results: [], trail: ['b'] }))).to.include('No more repairs.');
    expect(textsOf(make({ note: 'Changed.' }))[0]).to.equal('Changed.');
  });

  it('omits missing fields', () => {
    expect(textsOf(make({ results: [{ ...repair, date: '', assignedTo: '' }] }))).to.deep.equal([
      'Repairs',
      'Brake repairs',
      'In progress',
    ]);
  });

  it('shows user text unchanged', () => {
    const row = { ...repair, title: hostile, assignedTo: hostile };
    const texts = textsOf(make({ heading: `Repairs of ${hostile}`, note: hostile, results: [row] }));
    expect(texts.filter((found) => visible(found)?.includes(hostile))).to.have.length(4);
    for (const found of texts) {
      expect(found).not.to.match(/\{(DATE|TIME)\(/);
    }
  });

  it('is parsed by the official renderer without warnings, for any data', () => {
    fc.assert(
      fc.property(fc.array(anyRepair, { maxLength: 5 }), text, (results, heading) => {
        const content = make({ results, heading, query: { text: heading }, trail: ['a'], nextCursor: 'b' });
        expect(explainParts([content])).to.deep.equal({ faults: [], limits: [] });
        expect(textsOf(content).map(visible)).to.include.members(results.map(({ title }) => visible(title)));
        expect(actionOf(content, 'Next page')?.data).to.deep.equal({ query: { text: heading }, trail: ['a', 'b'] });
      }),
    );
  });
});
