import { expect } from 'chai';
import { AppError, InvalidRequest, Unavailable } from '../../src/foundation/errors.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';
import { actionOf, textsOf, titlesOf } from '../cards/card-nodes.ts';
import { createFakeRepairs } from '../message-extension/fake-repairs.ts';
import { cardOf, karin, press, sharedOf } from './a-card-action-context.ts';

const formId = 'f'.repeat(43);
const typed = {
  title: 'Belt',
  description: '',
  assignedTo: 'Karin Blair',
  date: '2024-06-01',
  status: 'open',
  image: '',
};
const data = { formId, ...typed };

describe('createRepair', () => {
  it('creates the repair, and shows it to the person and to everyone', async () => {
    const repairs = createFakeRepairs();
    const answer = await press('createRepair', data, { repairs });
    expect(repairs.kept[0]).to.include({ title: 'Belt', assignedTo: 'Karin Blair' });
    expect(textsOf(cardOf(answer))).to.include.members(['Belt', 'The repair was created.']);
    expect(titlesOf(cardOf(answer))).to.include('Edit');
    expect(textsOf(sharedOf(answer))).to.include('Belt');
  });

  it('creates one repair for each form and person, however often it is submitted', async () => {
    const repairs = createFakeRepairs();
    await Promise.all([1, 2, 3].map(() => press('createRepair', data, { repairs })));
    await press('createRepair', data, { repairs, user: { ...karin, id: 'other' } });
    await press('createRepair', { ...data, formId: 'g'.repeat(43) }, { repairs });
    expect(repairs.kept).to.have.lengthOf(3);
    const changed = cardOf(await press('createRepair', { ...data, title: 'Else' }, { repairs }));
    expect(textsOf(changed).join()).to.include('already exists');
  });

  it('shows errors in the same form', async () => {
    const repairs = createFakeRepairs();
    const card = cardOf(await press('createRepair', { ...data, title: ' ' }, { repairs }));
    expect(textsOf(card)).to.include('Title must not be blank.');
    expect(actionOf(card, 'Create')?.data).to.deep.equal({ formId });
    for (const error of [new AppError(403, 'no_access', 'You may not create repairs.'), new Unavailable('Later.')]) {
      repairs.fail(error);
      expect(textsOf(cardOf(await press('createRepair', data, { repairs }))).at(-1)).to.include(error.message);
    }
    expect(repairs.kept).to.deep.equal([]);
  });

  it('rethrows a 401 and rejects data that the form never sends', async () => {
    const repairs = createFakeRepairs();
    repairs.fail(new SignInNeeded());
    expect(await press('createRepair', data, { repairs }).catch((error: unknown) => error)).to.be.instanceOf(
      SignInNeeded,
    );
    for (const wrong of [typed, { ...data, formId: 7 }, { ...data, title: {} }]) {
      const fault = await press('createRepair', wrong, { repairs }).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(InvalidRequest);
    }
  });
});
