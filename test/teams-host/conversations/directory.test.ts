import { expect } from 'chai';
import { createDirectory } from '../../../src/teams-host/conversations/directory.ts';
import { demoPeople } from '../../../src/teams-host/sessions/demo-people.ts';

describe('people', () => {
  const [karin] = demoPeople;
  const people = createDirectory(demoPeople);

  it('go by ids of its own at each bot, and are found by no other’s', () => {
    const ofOne = people.channelId('one', karin);
    const ofOther = people.channelId('other', karin);
    expect(ofOne).to.match(/^29:1/).and.not.equal(ofOther);
    expect(people.find('one', ofOne)).to.equal(karin);
    expect(people.find('one', ofOther)).to.equal(undefined);
  });

  it('are others in another organisation, even with the same object id', () => {
    expect(people.channelId('one', { ...karin, tenantId: 'other' })).to.not.equal(people.channelId('one', karin));
  });
});
