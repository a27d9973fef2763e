import { expect } from 'chai';
import { createDirectory, toMember } from '../../../src/teams-host/conversations/directory.ts';
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

  for (const [name, tenantName, email] of [
    ['Karin Blair', 'Contoso', 'karin.blair@contoso.example'],
    ['Åsa Öberg-Łuk', 'Größe & Söhne', 'asa.oberg.uk@groesohne.example'],
    ['محمد علي', '株式会社', `${karin.id}@tenant.example`],
    ['__proto__', 'constructor', 'proto@constructor.example'],
  ] as const) {
    it(`gives ${name} of ${tenantName} a valid email address`, () => {
      expect(toMember(people, 'one', { ...karin, name, tenantName })).to.include({ name, email });
    });
  }

  it('has different ids for people of different tenants, even with the same object id', () => {
    expect(people.accountId('one', { ...karin, tenantId: 'other' })).to.not.equal(people.accountId('one', karin));
  });
});
