import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createChat } from '../../src/chat/create-chat.ts';
import { createRepairsApi, type RepairsApi } from '../../src/repairs-client/create-repairs-api.ts';
import type { RepairsClient } from '../../src/repairs-client/repairs-client.ts';
import { actionOf, textsOf, titlesOf } from '../cards/card-nodes.ts';
import { aChatContext } from '../chat/a-chat-context.ts';
import { fabrikam, type TokenOverrides } from '../support/issuer.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { cardOf, cards, press } from './a-card-action-context.ts';

describe('cards and chat with the real API', () => {
  let app: TestApp;
  let api: RepairsApi;
  const as = (token: TokenOverrides = {}): RepairsClient =>
    api.forToken(app.issuer.accessToken(token), new AbortController().signal);
  const say = async (text: string, repairs = as()) => {
    const [reply] = await createChat(cards).handleMessage({ text, files: 0, cards: 0 }, aChatContext({ repairs }));
    return reply?.attachments?.[0]?.content;
  };
  /** Creates a repair with a unique word in its title, and returns the word and the card. */
  const create = async () => {
    const word = `w${randomUUID().slice(0, 8)}`;
    await as().create({ title: `Belt ${word}`, description: '', assignedTo: 'Daisy Phillips' }, randomUUID());
    return { word, card: await say(word) };
  };

  before(async () => {
    app = await startApp();
    api = createRepairsApi({
      baseUrl: `${app.url}/api`,
      random: Math.random,
      log: app.captured.log,
      limits: { attemptTimeout: 20_000, callTimeout: 50_000 },
    });
  });
  after(async () => {
    await api.close();
    await app.close();
  });

  it('find a repair, start it once for three concurrent presses, and save an edit', async () => {
    const { word, card } = await create();
    const data = actionOf(card, 'Start')?.data;
    const started = await Promise.all([1, 2, 3].map(() => press('start', data, { repairs: as() })));
    const [first = {}, ...others] = started.map(cardOf);
    expect(others).to.deep.equal([first, first]);
    expect(actionOf(first, 'Edit')?.data).to.have.property('etag', '"2"');

    const form = cardOf(await press('edit', actionOf(first, 'Edit')?.data, { repairs: as() }));
    const save = actionOf(form, 'Save')?.data as object;
    const typed = { title: `Timing belt ${word}`, assignedTo: 'Karin Blair', date: '2024-06-01', status: 'done' };
    const saved = cardOf(await press('saveEdit', { ...save, ...typed }, { repairs: as() }));
    expect(textsOf(saved)).to.include.members([`Timing belt ${word}`, 'Done', 'Karin Blair']);
    const picture = { image: 'http://example.com/a.png', ...typed, ...(actionOf(saved, 'Edit')?.data as object) };
    expect(textsOf(cardOf(await press('saveEdit', picture, { repairs: as() })))).to.include(
      'Address of a picture must be an https address without credentials.',
    );
  });

  it('page forward, and show the first page for a forged cursor', async () => {
    const first = await say('repairs of karin');
    const next = actionOf(first, 'Next page')?.data as { readonly query: object };
    const second = cardOf(await press('nextPage', next, { repairs: as() }));
    expect(textsOf(second)).to.include('Page 2');
    const forged = cardOf(await press('nextPage', { ...next, trail: ['forged'] }, { repairs: as() }));
    expect(textsOf(forged)).to.include('That page no longer exists. This is the first page of the list.');
  });

  it('show nothing to a person of another organisation', async () => {
    const { card } = await create();
    const outsider = as({ claims: { tid: fabrikam } });
    for (const verb of ['start', 'refresh', 'edit'] as const) {
      const answer = cardOf(await press(verb, actionOf(card, 'Start')?.data, { repairs: outsider }));
      expect(textsOf(answer)[0], verb).to.equal('Repair not found');
    }
  });

  it('offer no actions to a person with read access only', async () => {
    const { card } = await create();
    const reader = as({ claims: { scope: 'repairs_read' } });
    const data = actionOf(card, 'Start')?.data;
    expect(titlesOf(cardOf(await press('refresh', data, { repairs: reader })))).to.deep.equal([]);
    for (const verb of ['start', 'edit'] as const) {
      const answer = cardOf(await press(verb, data, { repairs: reader }));
      expect(titlesOf(answer), verb).to.deep.equal([]);
      expect(textsOf(answer).join(), verb).to.include('You do not have permission to change repairs.');
    }
  });
});
