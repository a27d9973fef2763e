import { expect } from 'chai';
import { InvalidRequest } from '../../src/foundation/errors.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';
import { actionOf, textsOf, titlesOf } from '../cards/card-nodes.ts';
import { cardOf, karin, press, sharedOf } from './a-card-action-context.ts';
import { aRepresentation, createSharedRepairs } from './shared-repairs.ts';

const seen = { repairId: '1', etag: '"1"' };
const list = { query: { text: 'oil' }, trail: ['at-5'] };
const textOf = (answer: unknown): string => textsOf((answer as { card?: object }).card).join('\n');

describe('an action that makes one change', () => {
  it('makes the change and shows the repair with its next actions', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const card = cardOf(await press('start', seen, { repairs: shared.as('write') }));
    expect(shared.find('1')?.status).to.equal('inProgress');
    expect(titlesOf(card)).to.deep.equal(['Done', 'Assign to me', 'Edit']);
    expect(actionOf(card, 'Done')?.data).to.deep.equal({ repairId: '1', etag: '"2"' });
    expect(card).to.have.nested.property('refresh.action.verb', 'refresh');
  });

  it('assigns the repair to the person and does not offer that again', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const card = cardOf(await press('assignToMe', seen, { repairs: shared.as('write') }));
    expect(shared.find('1')?.assignedTo).to.equal('Karin Blair');
    expect(titlesOf(card)).to.deep.equal(['Start', 'Edit']);
  });

  it('finishes a repair', async () => {
    const shared = createSharedRepairs(aRepresentation('1', { status: 'inProgress' }));
    const card = cardOf(await press('done', seen, { repairs: shared.as('write') }));
    expect(shared.find('1')?.status).to.equal('done');
    expect(titlesOf(card)).to.deep.equal(['Edit']);
  });

  it('returns a shared card that refreshes for each person', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const others = sharedOf(await press('assignToMe', seen, { repairs: shared.as('write') }));
    expect(titlesOf(others)).to.deep.equal(['Start', 'Assign to me', 'Edit']);
    expect(textsOf(others)).to.include('Karin Blair');
    expect(others).to.have.nested.property('refresh.action.verb', 'refresh');
  });

  it('returns a card with a way back and no shared card if the repair was opened from a list', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const answer = await press('start', { ...seen, list }, { repairs: shared.as('write') });
    expect(sharedOf(answer)).to.equal(undefined);
    expect(actionOf(cardOf(answer), 'Back to the list')?.data).to.deep.equal(list);
    expect(actionOf(cardOf(answer), 'Done')?.data).to.deep.equal({ repairId: '1', etag: '"2"', list });
    expect(cardOf(answer)).not.to.have.property('refresh');
  });

  describe('after a conflicting change (412)', () => {
    it('changes nothing, and shows the current repair with a note', async () => {
      const shared = createSharedRepairs(aRepresentation('1'));
      await shared.as('write').update('1', '"1"', { assignedTo: 'Isaac Fielder' });
      const answer = await press('assignToMe', seen, { repairs: shared.as('write') });
      expect(shared.find('1')?.assignedTo).to.equal('Isaac Fielder');
      expect(textOf(answer)).to.include(
        'Someone else changed this repair first, so nothing was changed. The repair is now open and assigned to Isaac Fielder.',
      );
      expect(actionOf(cardOf(answer), 'Assign to me')?.data).to.deep.equal({ repairId: '1', etag: '"2"' });
      expect(sharedOf(answer)).to.equal(undefined);
    });

    it('shows the repair without a note if it already has the requested status', async () => {
      const shared = createSharedRepairs(aRepresentation('1'));
      await shared.as('write').update('1', '"1"', { status: 'inProgress' });
      const answer = await press('start', seen, { repairs: shared.as('write') });
      expect(textOf(answer)).not.to.include('nothing was changed');
      expect(textOf(answer)).to.include('In progress');
    });

    it('changes the repair once if the action is delivered three times', async () => {
      for (const verb of ['assignToMe', 'start'] as const) {
        const shared = createSharedRepairs(aRepresentation('1'));
        const deliver = () => press(verb, seen, { repairs: shared.as('write') });
        const answers = [await deliver(), ...(await Promise.all([deliver(), deliver()]))];
        expect(shared.changes, verb).to.equal(1);
        expect(new Set(answers.map((answer) => JSON.stringify(cardOf(answer)))), verb).to.have.property('size', 1);
        expect(answers.filter((answer) => sharedOf(answer) !== undefined)).to.have.length(1);
      }
    });

    it('assigns the repair to the first of two people who take it over concurrently', async () => {
      const shared = createSharedRepairs(aRepresentation('1'));
      const other = { ...karin, id: 'ashley', name: 'Ashley McCarthy' };
      const [first, second] = await Promise.all([
        press('assignToMe', seen, { repairs: shared.as('write') }),
        press('assignToMe', seen, { repairs: shared.as('write'), user: other }),
      ]);
      expect(shared.changes).to.equal(1);
      expect(textOf(first)).not.to.include('nothing was changed');
      expect(textOf(second)).to.include('now open and assigned to Karin Blair');
    });
  });

  describe('on a card without the version', () => {
    const withoutVersion = (shown: object) => ({
      repairId: '1',
      shown: { status: 'open', assignedTo: 'Karin', ...shown },
    });

    it('changes a repair that is as the card shows it', async () => {
      const shared = createSharedRepairs(aRepresentation('1', { assignedTo: 'Karin' }));
      await press('start', withoutVersion({}), { repairs: shared.as('write') });
      expect(shared.calls).to.deep.equal(['get 1', 'update 1 "1"']);
    });

    it('changes nothing if status or assignee are others than the card shows', async () => {
      for (const [verb, now, shown] of [
        ['start', { status: 'done' }, {}],
        ['done', { status: 'open' }, { status: 'inProgress' }],
        ['assignToMe', { status: 'done' }, {}],
        ['start', { assignedTo: 'Ashley McCarthy' }, {}],
        ['done', { status: 'inProgress', assignedTo: 'Ashley McCarthy' }, { status: 'inProgress' }],
        ['assignToMe', { assignedTo: 'Ashley McCarthy' }, {}],
      ] as const) {
        const shared = createSharedRepairs(aRepresentation('1', { assignedTo: 'Karin', ...now }));
        const answer = await press(verb, withoutVersion(shown), { repairs: shared.as('write') });
        expect(textOf(answer), verb).to.include('Someone else changed this repair first, so nothing was changed.');
        expect(shared.changes, verb).to.equal(0);
      }
    });

    it('changes nothing if the card does not say what it shows, and shows the current repair', async () => {
      for (const verb of ['start', 'assignToMe'] as const) {
        const shared = createSharedRepairs(aRepresentation('1', { assignedTo: 'Ashley McCarthy' }));
        const answer = await press(verb, { repairId: '1' }, { repairs: shared.as('write') });
        expect(textOf(answer)).to.include(
          'This card was old, so nothing was changed. The repair is now open and assigned to Ashley McCarthy.',
        );
        expect(actionOf(cardOf(answer), 'Start')?.data).to.deep.equal({ repairId: '1', etag: '"1"' });
        expect(shared.changes).to.equal(0);
      }
    });

    it('changes the repair once if the action is delivered three times', async () => {
      for (const verb of ['start', 'assignToMe'] as const) {
        const shared = createSharedRepairs(aRepresentation('1', { assignedTo: 'Karin' }));
        for (const _ of [1, 2, 3]) {
          expect(textOf(await press(verb, withoutVersion({}), { repairs: shared.as('write') })), verb).not.to.include(
            'nothing was changed',
          );
        }
        expect(shared.changes, verb).to.equal(1);
      }
    });
  });

  it('shows the repair without actions and a note to a person with read access only (403)', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const card = cardOf(await press('start', { ...seen, list }, { repairs: shared.as('read') }));
    expect(textsOf(card)).to.include.members(['You may not change repairs.', 'Oil change']);
    expect(titlesOf(card)).to.deep.equal(['Back to the list']);
    expect(card).not.to.have.property('refresh');
  });

  it('shows nothing of the repair to a person without access', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    for (const verb of ['start', 'refresh', 'edit'] as const) {
      const card = cardOf(await press(verb, seen, { repairs: shared.as('none') }));
      expect(textsOf(card), verb).to.deep.equal(['No access', 'You may not see repairs.']);
      expect(titlesOf(card), verb).to.deep.equal([]);
    }
  });

  it('shows that the repair no longer exists (404), within its list if it was opened from one', async () => {
    const shared = createSharedRepairs(...['1', '2', '3', '4', '5', '6', '7'].map((id) => aRepresentation(id)));
    shared.drop('1');
    const repairs = shared.as('write');
    for (const verb of ['start', 'refresh', 'edit'] as const) {
      const alone = cardOf(await press(verb, seen, { repairs }));
      expect(textsOf(alone), verb).to.deep.equal(['Repair not found', 'This repair is no longer there.']);
      const listed = cardOf(await press(verb, { ...seen, list }, { repairs }));
      expect(textsOf(listed), verb).to.include.members(['This repair is no longer there.', 'Repairs with “oil”']);
    }
  });

  it('rethrows a 401', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    for (const verb of ['start', 'assignToMe', 'edit', 'refresh'] as const) {
      const fault = await press(verb, seen, { repairs: shared.as('signedOut') }).catch((thrown: unknown) => thrown);
      expect(fault, verb).to.be.instanceOf(SignInNeeded);
    }
  });

  it('rejects assignToMe from a person without a name', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const user = { ...karin, name: ' ' };
    const fault = await press('assignToMe', seen, { repairs: shared.as('write'), user }).catch((error: Error) => error);
    expect(fault).to.be.instanceOf(InvalidRequest);
    expect(shared.changes).to.equal(0);
  });
});

describe('refresh', () => {
  it('shows each person the current repair with the actions for this person', async () => {
    const shared = createSharedRepairs(aRepresentation('1', { assignedTo: 'Karin Blair' }));
    const repairs = shared.as('write');
    expect(titlesOf(cardOf(await press('refresh', seen, { repairs })))).to.deep.equal(['Start', 'Edit']);
    const daisy = { ...karin, name: 'Daisy Phillips' };
    const card = cardOf(await press('refresh', seen, { repairs, user: daisy }));
    expect(titlesOf(card)).to.deep.equal(['Start', 'Assign to me', 'Edit']);
  });

  it('does not offer assignToMe to a person without a name', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const user = { ...karin, name: ' ' };
    const card = cardOf(await press('refresh', seen, { repairs: shared.as('write'), user }));
    expect(titlesOf(card)).to.deep.equal(['Start', 'Edit']);
  });

  it('offers no actions to a person with read access only, but keeps refreshing', async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const card = cardOf(await press('refresh', seen, { repairs: shared.as('read') }));
    expect(titlesOf(card)).to.deep.equal([]);
    expect(card).to.have.nested.property('refresh.action.verb', 'refresh');
  });

  it("formats dates for the person's locale", async () => {
    const shared = createSharedRepairs(aRepresentation('1'));
    const card = cardOf(await press('refresh', seen, { repairs: shared.as('read'), locale: 'de-DE' }));
    expect(textsOf(card)).to.include('23. Mai 2024');
  });
});
