import { expect } from 'chai';
import fc from 'fast-check';
import { toDraft } from '../../src/chat/to-draft.ts';

describe('a message about a new repair', () => {
  for (const [words, draft] of [
    ['create', {}],
    ['Create!', {}],
    ['/create', {}],
    ['new repair', {}],
    ['create a repair', {}],
    ['please create a new repair', {}],
    ['create Oil change', { title: 'Oil change' }],
    ['create an oil change', { title: 'oil change' }],
    ['create Oil change for Karin Blair', { title: 'Oil change', assignedTo: 'Karin Blair' }],
    ['CREATE oil change FOR karin', { title: 'oil change', assignedTo: 'karin' }],
    ['create oil change assigned to Zoë Ångström', { title: 'oil change', assignedTo: 'Zoë Ångström' }],
    ['create oil change for me', { title: 'oil change', assignedTo: 'Daisy Phillips' }],
    ['create a repair for Karin Blair', { assignedTo: 'Karin Blair' }],
    ['create a repair for Karin Blair: Oil change', { title: 'Oil change', assignedTo: 'Karin Blair' }],
    ['create repair: Oil change', { title: 'Oil change' }],
    ['new repair Oil change for Karin', { title: 'Oil change', assignedTo: 'Karin' }],
    ['add repair - “Oil change”', { title: 'Oil change' }],
    ['create a repair called Oil change', { title: 'Oil change' }],
    ['create New belt for the blue van', { title: 'New belt for the blue van' }],
    ['create Belt for bus 12', { title: 'Belt for bus 12' }],
    ['create Belt for bus 12 for Karin', { title: 'Belt for bus 12', assignedTo: 'Karin' }],
  ] as const) {
    it(`“${words}” is understood`, () => {
      expect(toDraft(words, 'Daisy Phillips')).to.deep.equal(draft);
    });
  }

  for (const words of [
    'created',
    'creates',
    'recreate',
    'find create',
    'new tires',
    'add oil',
    'my repairs',
    'repairs',
  ]) {
    it(`“${words}” is not one`, () => {
      expect(toDraft(words, 'Daisy Phillips')).to.equal(undefined);
    });
  }

  it('with a long title keeps all of it in the description', () => {
    const { title = '', description } = toDraft(`create ${'🔧'.repeat(101)}`, '') ?? {};
    expect(Array.from(title)).to.have.lengthOf(100);
    expect(description).to.equal('🔧'.repeat(101));
  });

  it('is interpreted in time, for any words', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('create', 'for', 'repair', 'a', 'new', ':', 'Karin', ' ')), (words) => {
        toDraft(words.join(' '), '');
      }),
    );
    expect(toDraft(`create ${'for a '.repeat(700)}1`, '')).to.have.property('title');
  });
});
