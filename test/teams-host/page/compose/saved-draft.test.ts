import { expect } from 'chai';
import fc from 'fast-check';
import {
  emptyDraft,
  keepDraft,
  readDraft,
  removeForeignDrafts,
  toDraftKey,
} from '../../../../src/teams-host/page/compose/saved-draft.ts';
import { anApp } from '../../../support/a-chat.ts';
import { aStorage } from '../../../support/a-storage.ts';

const app = anApp();
const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
const draft = { text: 'Hello', cards: [{ key: 'k', app, title: 'Fern', card }], replyToId: '17' };
const karin = { id: '1', tenantId: 'c' };

describe('a draft saved in the browser', () => {
  it('has the text, the cards and the thread', () => {
    const storage = aStorage();
    expect(keepDraft(storage, 'draft', draft)).to.equal(true);
    const { cards, ...rest } = readDraft(storage, 'draft', [app]);
    expect(rest).to.deep.equal({ text: 'Hello', replyToId: '17', problem: undefined });
    expect(cards.map(({ key: _, ...one }) => one)).to.deep.equal([{ app, title: 'Fern', card }]);
  });

  it('is removed when it is empty', () => {
    const storage = aStorage();
    keepDraft(storage, 'draft', draft);
    keepDraft(storage, 'draft', emptyDraft);
    expect(storage().length).to.equal(0);
    expect(readDraft(storage, 'draft', [app])).to.deep.equal({ ...emptyDraft, problem: undefined });
  });

  it('tells that a card was removed, because its app is no longer loaded', () => {
    const storage = aStorage();
    keepDraft(storage, 'draft', draft);
    const found = readDraft(storage, 'draft', [anApp({ id: 'other' })]);
    expect(found).to.include({
      text: 'Hello',
      problem: 'A card of the draft was removed, because its app is no longer loaded.',
    });
    expect(found.cards).to.deep.equal([]);
  });

  it('tells that it was discarded if it is damaged or of another version', () => {
    const storage = aStorage();
    for (const stored of ['', '{', 'null', '{"version":2,"text":"","cards":[]}', '{"version":1,"text":1,"cards":[]}']) {
      storage().setItem('draft', stored);
      expect(readDraft(storage, 'draft', [app])).to.deep.equal({
        ...emptyDraft,
        problem: 'The draft that was saved here cannot be read, so it was discarded.',
      });
    }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (stored) => {
        storage().setItem('draft', stored);
        readDraft(storage, 'draft', [app]);
      }),
    );
  });

  it('is refused by a storage that is full', () => {
    expect(keepDraft(aStorage(20), 'draft', draft)).to.equal(false);
  });

  it('belongs to one state of the host, one person and one conversation', () => {
    const storage = aStorage();
    storage().setItem('teams-host-theme', 'dark');
    for (const key of [toDraftKey('old', karin, 'x'), toDraftKey('new', karin, 'x'), toDraftKey('new', karin, 'y')]) {
      keepDraft(storage, key, { ...draft, text: key });
    }
    removeForeignDrafts(storage, 'new');
    expect(storage().length).to.equal(3);
    expect(readDraft(storage, toDraftKey('old', karin, 'x'), [app]).text).to.equal('');
    expect(readDraft(storage, toDraftKey('new', karin, 'y'), [app]).text).to.equal(toDraftKey('new', karin, 'y'));
  });
});
