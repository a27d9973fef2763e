import { expect } from 'chai';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import {
  connectionsOf,
  createFindConnectionRegistration,
  findConnection,
  toTokenOwner,
} from '../../../src/teams-host/token-service/connections.ts';
import { aBotRegistration, anOAuthRegistration, contoso } from '../vault/vault-fixture.ts';

describe('the connections of bots', () => {
  const oauth = anOAuthRegistration('https://login.example');
  const vault = { registration: (id: string) => (id === oauth.id ? oauth : undefined) };
  const first = aBotRegistration({
    oauthConnections: ['one', 'two'].map((name) => ({ name, registrationId: oauth.id })),
  });
  const second = { ...first, id: 'other', appId: '99999999-9999-4999-8999-999999999999' };

  it('have separate tokens, even if they share a registration', () => {
    const find = createFindConnectionRegistration([first, second], vault);
    const ids = [first, second].flatMap(connectionsOf).map(({ registrationId }) => find(registrationId)?.id);
    expect(ids).not.to.include(undefined);
    expect(new Set([...ids, oauth.id]).size).to.equal(5);
    expect(ids).to.include(findConnection(first, 'TWO')?.registrationId);
  });

  it('use the client, endpoints and scope of the registration they name', () => {
    let present = oauth;
    const find = createFindConnectionRegistration([first], { registration: () => present });
    const id = findConnection(first, 'one')?.registrationId ?? '';
    expect({ ...find(id), id: oauth.id, name: oauth.name }).to.deep.equal(oauth);
    present = { ...oauth, clientSecret: 'rotated-in-the-meantime' };
    expect(find(id)?.clientSecret).to.equal('rotated-in-the-meantime');
    expect(find('another')).to.equal(undefined);
  });

  it('store the tokens of a person separately from those of API-based extensions', () => {
    const user = { id: 'karin', name: 'Karin Blair', tenantId: contoso, tenantName: 'Contoso' };
    expect(toTokenOwner(user)).to.deep.equal({ ...user, id: 'karin msteams' });
  });

  it('must name an existing registration', () => {
    expect(() => createFindConnectionRegistration([first], { registration: () => undefined })).to.throw(StartupFault);
  });
});
