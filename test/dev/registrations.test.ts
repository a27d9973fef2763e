import { expect } from 'chai';
import { toRegistrations } from '../../src/dev/registrations.ts';
import type { OAuthRegistration } from '../../src/teams-host/vault/registration.ts';

const client = (name: string) => ({ clientId: `repairs-${name}`, clientSecret: 'made-up-for-this-test' });

describe('the registrations of the local world', () => {
  const registrations = toRegistrations({
    appUrl: 'http://127.0.0.1:3978',
    env: {
      TEAMS_APP_ID: 'app',
      OAUTH_CONFIGURATION_ID: 'extension',
      AGENT_OAUTH_CONFIGURATION_ID: 'agent',
      REPAIRS_READ_SCOPE: 'repairs_read',
      REPAIRS_WRITE_SCOPE: 'repairs_write',
    },
    endpoints: { authorization: 'http://127.0.0.1:3980/auth', token: 'http://127.0.0.1:3980/token' },
    extensionClient: client('in-teams'),
    agentClient: client('agent'),
    botClient: client('bot'),
    bot: { appId: 'bot', tenantId: 'tenant', password: 'made-up-for-this-test', connection: 'repairs' },
  });
  const find = (id: string) => registrations.find((registration) => registration.id === id) as OAuthRegistration;

  it('let the extension only read, and the agent write as well', () => {
    expect(find('extension').scope).to.equal('repairs_read');
    expect(find('agent').scope).to.equal('repairs_read repairs_write');
  });

  it('restrict extension and agent to the app, each with a client of its own', () => {
    for (const id of ['extension', 'agent']) {
      expect(find(id).restrictByApp, id).to.deep.equal({ appId: 'app' });
    }
    expect(find('agent').clientId).to.equal('repairs-agent');
    expect(find('extension').clientId).to.equal('repairs-in-teams');
  });
});
