import { expect } from 'chai';
import fc from 'fast-check';
import {
  completeMention,
  findMentionQuery,
  matchNames,
  toMentionMarkup,
} from '../../../../src/teams-host/page/compose/mentions.ts';

const names = [
  { id: '1', name: 'Repairs (local)', isBot: true },
  { id: '2', name: 'Daisy Phillips', isBot: false },
];

describe('mentions', () => {
  it('start with @ at the start of a word', () => {
    expect(findMentionQuery('Hi @Rep', 7)).to.deep.equal({ start: 3, typed: 'Rep' });
    expect(findMentionQuery('@', 1)).to.deep.equal({ start: 0, typed: '' });
    for (const text of ['karin@repairs', 'Hi @ you', 'Hi', '', `@${'a'.repeat(41)}`, '@Rep\nairs']) {
      expect(findMentionQuery(text, text.length), text).to.equal(undefined);
    }
  });

  it('are found before the caret', () => {
    expect(findMentionQuery('@Rep and more', 2)).to.deep.equal({ start: 0, typed: 'R' });
  });

  it('match first and last names in any case', () => {
    const find = (typed: string) => matchNames(names, { start: 0, typed }).map(({ id }) => id);
    expect(find('rep')).to.deep.equal(['1']);
    expect(find('phil')).to.deep.equal(['2']);
    expect(find('Daisy P')).to.deep.equal(['2']);
    expect(find('')).to.deep.equal(['1', '2']);
    expect(find('x')).to.deep.equal([]);
  });

  it('replace the typed text', () => {
    expect(completeMention('Hi @Re there', 6, { start: 3, typed: 'Re' }, 'Repairs (local)')).to.deep.equal({
      text: 'Hi @Repairs (local) there',
      caret: 20,
    });
  });

  it('are sent as markup, matching the longest name first', () => {
    const all = ['Repairs', 'Repairs (local)'];
    expect(toMentionMarkup('@Repairs (local) hello', all)).to.equal('<at>Repairs (local)</at> hello');
    expect(toMentionMarkup('Ask @repairs.', all)).to.equal('Ask <at>Repairs</at>.');
    expect(toMentionMarkup('mail@Repairs @Repairsmen', all)).to.equal('mail@Repairs @Repairsmen');
    expect(toMentionMarkup('@Repairs', [])).to.equal('@Repairs');
  });

  it('leave other text unchanged', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('@')),
        fc.array(fc.string()),
        (text, any) => {
          expect(toMentionMarkup(text, any)).to.equal(text);
        },
      ),
    );
  });
});
