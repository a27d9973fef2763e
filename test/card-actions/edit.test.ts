import { expect } from 'chai';
import fc from 'fast-check';
import { AppError, InvalidRequest, Unavailable } from '../../src/foundation/errors.ts';
import type { RepairFields } from '../../src/repairs-client/repairs-client.ts';
import { mayNotChange } from '../../src/repairs-client/to-app-error.ts';
import { actionOf, nodesOf, textsOf, titlesOf } from '../cards/card-nodes.ts';
import { cardOf, press, sharedOf } from './a-card-action-context.ts';
import { aRepresentation, createSharedRepairs } from './shared-repairs.ts';

const seen = { repairId: '1', etag: '"1"' };
const typed = {
  title: 'Oil and filter',
  description: '',
  assignedTo: 'Karin Blair',
  date: '2024-06-01',
  status: 'done',
  image: '',
};
const inputsOf = (card: unknown) =>
  Object.fromEntries(
    nodesOf(card).flatMap(({ type = '', id, value }) => (type.startsWith('Input.') ? [[id, value]] : [])),
  );

describe('edit', () => {
  it('opens a form with the current repair and its version', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const repairs = shared.as('write');
    await repairs.update('1', '"1"', { title: 'Newer' });
    const list = { query: {}, trail: [] };
    const card = cardOf(await press('edit', { ...seen, list }, { repairs }));
    expect(inputsOf(card)).to.deep.include({ title: 'Newer', assignedTo: 'Daisy Phillips', status: 'open' });
    const { id, url, version, ...values } = shared.find('1') ?? aRepresentation('');
    expect(actionOf(card, 'Save')?.data).to.deep.equal({ repairId: '1', etag: '"2"', list, seen: values });
  });

  it('shows the repair and a note instead of a form to a person with read access only', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const card = cardOf(await press('edit', seen, { repairs: shared.as('read') }));
    expect(inputsOf(card)).to.deep.equal({});
    expect(textsOf(card)).to.include.members([mayNotChange, 'Oil change']);
    expect(titlesOf(card)).to.deep.equal([]);
  });
});

describe('saveEdit', () => {
  it('saves the form and shows the repair', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const answer = await press(
      'saveEdit',
      { ...seen, ...typed, title: '  Oil and filter ' },
      { repairs: shared.as('write') },
    );
    const { image: _, ...fields } = typed;
    expect(shared.find('1')).to.deep.equal({ ...aRepresentation('1'), ...fields, version: 2 });
    expect(textsOf(cardOf(answer))).to.include('Oil and filter');
    expect(titlesOf(cardOf(answer))).to.deep.equal(['Edit']);
    expect(sharedOf(answer)).to.be.an('object');
  });

  it('returns a card with a way back and no shared card if the form was opened from a list', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const list = { query: { text: 'oil' }, trail: ['at-5'] };
    const answer = await press('saveEdit', { ...seen, ...typed, list }, { repairs: shared.as('write') });
    expect(shared.changes).to.equal(1);
    expect(sharedOf(answer)).to.equal(undefined);
    expect(actionOf(cardOf(answer), 'Back to the list')?.data).to.deep.equal(list);
  });

  it('shows an error beside each invalid field, keeps the input and does not call the API', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const data = { ...seen, ...typed, title: ' ', assignedTo: 'x'.repeat(101), date: '2024-02-31' };
    const card = cardOf(await press('saveEdit', data, { repairs: shared.as('write') }));
    expect(textsOf(card)).to.include.members([
      'Title must not be blank.',
      'Assigned to must not be longer than 100 characters.',
      'Date must be an existing day, YYYY-MM-DD.',
    ]);
    expect(inputsOf(card)).to.include({ assignedTo: 'x'.repeat(101), status: 'done' });
    expect(actionOf(card, 'Save')?.data).to.deep.equal(seen);
    expect(shared.calls).to.deep.equal([]);
  });

  it('shows an API error beside its field', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const data = { ...seen, ...typed, image: 'http://example.com/a.png' };
    const card = cardOf(await press('saveEdit', data, { repairs: shared.as('write') }));
    expect(textsOf(card)).to.include('Address of a picture must be an https address without credentials.');
    expect(inputsOf(card)).to.include({ image: 'http://example.com/a.png', title: 'Oil and filter' });
  });

  it('shows a note that a picture cannot be removed', async () => {
    const shared = createSharedRepairs(aRepresentation('1', { image: 'https://example.com/a.png' }));
    const card = cardOf(await press('saveEdit', { ...seen, ...typed }, { repairs: shared.as('write') }));
    expect(textsOf(card)).to.include('The picture was kept: it can be replaced, but not removed.');
  });

  describe('after a conflicting change (412)', () => {
    const { image: _, ...fields } = { ...typed, title: 'Oil change', description: 'Drain the old oil.' };
    const before = { ...fields, status: 'open', image: '' };

    /** Karin has opened the form; somebody else saves `theirs`, then Karin saves `mine`. */
    async function conflict(theirs: RepairFields, mine: Readonly<Record<string, string>>) {
      const shared = createSharedRepairs(aRepresentation('1', { ...fields, status: 'open' }));
      const repairs = shared.as('write');
      const opened = actionOf(cardOf(await press('edit', seen, { repairs })), 'Save')?.data as object;
      await repairs.update('1', '"1"', theirs);
      const card = cardOf(await press('saveEdit', { ...opened, ...before, ...mine }, { repairs }));
      const saveAgain = (data = actionOf(card, 'Save')?.data as object) =>
        press('saveEdit', { ...data, ...inputsOf(card) }, { repairs });
      return { shared, repairs, card, saveAgain };
    }

    it('saves nothing, and shows the changes of the other person in the fields the person did not change', async () => {
      const { shared, card, saveAgain } = await conflict(
        { status: 'done', description: 'y'.repeat(300) },
        { title: 'Belt' },
      );
      expect(shared.changes).to.equal(1);
      expect(inputsOf(card)).to.include({ title: 'Belt', status: 'done', description: 'y'.repeat(300) });
      expect(textsOf(card).at(-1)).to.equal(
        'Someone else changed this repair first, so nothing was saved. The form now has their ' +
          `description “${'y'.repeat(300)}”, status “Done”. ` +
          'Save again to add your changes to theirs. Cancel to keep the repair as it is.',
      );
      await saveAgain();
      expect(shared.find('1')).to.include({ title: 'Belt', status: 'done', description: 'y'.repeat(300) });
    });

    it('shows the whole value of a field that both changed, and overwrites it only if it is saved again', async () => {
      const { shared, card, saveAgain } = await conflict({ description: 'y'.repeat(300) }, { description: 'Mine.' });
      expect(inputsOf(card)).to.include({ description: 'Mine.' });
      expect(textsOf(card).at(-1)).to.include(
        `You both changed this, and theirs is: description “${'y'.repeat(300)}”. Save again to replace theirs`,
      );
      expect(shared.find('1')?.description).to.equal('y'.repeat(300));
      await saveAgain();
      expect(shared.find('1')?.description).to.equal('Mine.');
    });

    it('shows the note next to the button', async () => {
      const { card } = await conflict({ status: 'done' }, { title: 'Belt' });
      const { body } = card as { body: object[] };
      expect(textsOf(body.at(-1)).join()).to.include('Someone else changed this repair first');
    });

    it('overwrites nothing unseen if the button is pressed again with the form of before', async () => {
      const { shared, repairs, saveAgain } = await conflict({ status: 'done' }, { title: 'Belt' });
      const stale = cardOf(await saveAgain(seen));
      expect(textsOf(stale).at(-1)).to.include('nothing was saved');
      expect(shared.changes).to.equal(1);
      await repairs.update('1', '"2"', { assignedTo: 'Isaac Fielder' });
      const third = cardOf(await saveAgain());
      expect(textsOf(third).at(-1)).to.include('The form now has their assigned to “Isaac Fielder”.');
      expect(shared.find('1')).to.include({ title: 'Oil change', assignedTo: 'Isaac Fielder' });
    });

    it('counts every field of a form without the values of before as changed', async () => {
      const shared = createSharedRepairs(aRepresentation('1'));
      const repairs = shared.as('write');
      await repairs.update('1', '"1"', { title: 'Belt', date: typed.date });
      const card = cardOf(await press('saveEdit', { ...seen, ...typed }, { repairs }));
      expect(textsOf(card).at(-1)).to.include('theirs is: title “Belt”, description “Drain the old oil.”');
      expect(inputsOf(card)).to.include({ title: 'Oil and filter', status: 'done' });
    });

    it('changes the repair once if the form is delivered three times', async () => {
      const shared = createSharedRepairs(aRepresentation('1'));
      const deliver = () => press('saveEdit', { ...seen, ...typed }, { repairs: shared.as('write') });
      const answers = [await deliver(), ...(await Promise.all([deliver(), deliver()]))];
      expect(shared.changes).to.equal(1);
      expect(new Set(answers.map((answer) => JSON.stringify(cardOf(answer)))).size).to.equal(1);
    });
  });

  it('shows the repair without actions to a person with read access only (403)', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const card = cardOf(await press('saveEdit', { ...seen, ...typed }, { repairs: shared.as('read') }));
    expect(textsOf(card)).to.include('You may not change repairs.');
    expect(titlesOf(card)).to.deep.equal([]);
  });

  it('rethrows Unavailable', async () => {
    const repairs = { ...createSharedRepairs().as('write'), update: () => Promise.reject(new Unavailable('Later.')) };
    const fault = await press('saveEdit', { ...seen, ...typed }, { repairs }).catch((error: unknown) => error);
    expect(fault).to.be.instanceOf(Unavailable);
  });

  for (const data of [
    { repairId: '1', ...typed },
    { ...seen, ...typed, title: 7 },
    { ...seen, ...typed, date: {} },
    { ...seen, ...typed, seen: 'x' },
    { ...seen, ...typed, seen: { title: 7 } },
    { ...seen, ...typed, seen: { title: 'x'.repeat(5000) } },
  ]) {
    it(`rejects without calling the API: ${JSON.stringify(data)}`, async () => {
      const shared = createSharedRepairs(aRepresentation('1'));
      const fault = await press('saveEdit', data, { repairs: shared.as('write') }).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(InvalidRequest);
      expect(shared.calls).to.deep.equal([]);
    });
  }

  it('returns a card or throws an AppError, for any input', async () => {
    const field = fc.oneof(fc.string({ unit: 'binary', maxLength: 150 }), fc.anything());
    const inputs = fc.record(
      { title: field, description: field, assignedTo: field, date: field, status: field, image: field },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(inputs, async (values) => {
        const repairs = createSharedRepairs(aRepresentation('1')).as('write');
        const answer = await press('saveEdit', { ...values, ...seen }, { repairs }).catch((error: unknown) => error);
        expect(answer instanceof AppError || typeof (answer as { card?: unknown }).card === 'object').to.equal(true);
      }),
    );
  });
});
