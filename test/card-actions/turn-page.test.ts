import { expect } from 'chai';
import { InvalidRequest } from '../../src/foundation/errors.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';
import { actionOf, textsOf, titlesOf } from '../cards/card-nodes.ts';
import { cardOf, press } from './a-card-action-context.ts';
import { aRepresentation, createSharedRepairs } from './shared-repairs.ts';

const ids = Array.from({ length: 12 }, (_, index) => String(index + 1));
const shared = createSharedRepairs(...ids.map((id) => aRepresentation(id, { title: `Oil ${id}` })));
const repairs = shared.as('read');
const query = { assignedTo: 'daisy', text: 'oil' };
const shownIn = (card: object) => textsOf(card).flatMap((text) => /^Oil (\d+)$/.exec(text)?.[1] ?? []);

describe('nextPage and previousPage', () => {
  it('page forward and back', async () => {
    const first = cardOf(await press('previousPage', { query, trail: [] }, { repairs }));
    expect(shownIn(first)).to.deep.equal(['1', '2', '3', '4', '5']);
    const second = cardOf(await press('nextPage', actionOf(first, 'Next page')?.data, { repairs }));
    expect(shownIn(second)).to.deep.equal(['6', '7', '8', '9', '10']);
    const third = cardOf(await press('nextPage', actionOf(second, 'Next page')?.data, { repairs }));
    expect(shownIn(third)).to.deep.equal(['11', '12']);
    expect(titlesOf(third)).not.to.include('Next page');
    const back = cardOf(await press('previousPage', actionOf(third, 'Previous page')?.data, { repairs }));
    expect(back).to.deep.equal(second);
    expect(textsOf(back)).to.include.members(['Repairs of daisy with “oil”', 'Page 2']);
  });

  it('show the first page and a note if the API rejects the cursor', async () => {
    const card = cardOf(await press('nextPage', { query, trail: ['at-5', 'forged'] }, { repairs }));
    expect(shownIn(card)).to.deep.equal(['1', '2', '3', '4', '5']);
    expect(textsOf(card)).to.include('That page no longer exists. This is the first page of the list.');
  });

  it('rethrow other API errors without a retry', async () => {
    let calls = 0;
    const list = () => {
      calls += 1;
      return Promise.reject(new InvalidRequest('text must not hold that.', { field: 'text' }));
    };
    const data = { query, trail: ['at-5'] };
    const fault = await press('nextPage', data, { repairs: { ...repairs, list } }).catch((error: unknown) => error);
    expect(fault).to.be.instanceOf(InvalidRequest);
    expect(calls).to.equal(1);
  });

  it('show the status in the heading', async () => {
    const card = cardOf(await press('nextPage', { query: { status: 'inProgress' }, trail: [] }, { repairs }));
    expect(textsOf(card)).to.include('In progress repairs');
  });

  it('show no list to a person without access, and rethrow a 401', async () => {
    const card = cardOf(await press('nextPage', { query, trail: [] }, { repairs: shared.as('none') }));
    expect(textsOf(card)).to.deep.equal(['No access', 'You may not see repairs.']);
    const fault = await press('nextPage', { query, trail: [] }, { repairs: shared.as('signedOut') }).catch(
      (error: unknown) => error,
    );
    expect(fault).to.be.instanceOf(SignInNeeded);
  });
});
