import { expect } from 'chai';
import { createDirectory } from '../../../src/teams-host/conversations/directory.ts';
import { demoPeople } from '../../../src/teams-host/sessions/demo-people.ts';

describe('the directory', () => {
  const [karin] = demoPeople;
  const people = createDirectory(demoPeople);

  it('has different user ids for each bot, and finds a person only by the id for the same bot', () => {
    const ofOne = people.accountId('one', karin);
    const ofOther = people.accountId('other', karin);
    expect(ofOne).to.match(/^29:1/).and.not.equal(ofOther);
    expect(people.find('one', ofOne)).to.equal(karin);
    expect(people.find('one', ofOther)).to.equal(undefined);
  });

  it('has different ids for people of different tenants, even with the same object id', () => {
    expect(people.accountId('one', { ...karin, tenantId: 'other' })).to.not.equal(people.accountId('one', karin));
  });
});
