import { expect } from 'chai';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import {
  findConnection,
  toConnectionRegistrations,
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
    const ids = toConnectionRegistrations([first, second], vault).map(({ id }) => id);
    expect(new Set([...ids, oauth.id]).size).to.equal(5);
    expect(ids).to.include(findConnection(first, 'TWO')?.registrationId);
  });

  it('use the client, endpoints and scope of the registration they name', () => {
    const [made] = toConnectionRegistrations([first], vault);
    expect({ ...made, id: oauth.id, name: oauth.name }).to.deep.equal(oauth);
  });

  it('store the tokens of a person separately from those of API-based extensions', () => {
    const user = { id: 'karin', name: 'Karin Blair', tenantId: contoso, tenantName: 'Contoso' };
    expect(toTokenOwner(user)).to.deep.equal({ ...user, id: 'karin msteams' });
  });

  it('must name an existing registration', () => {
    expect(() => toConnectionRegistrations([first], { registration: () => undefined })).to.throw(StartupFault);
  });
});
