import { expect } from 'chai';
import { isAllowedServiceUrl } from '../../../src/bot/channel/is-allowed-service-url.ts';

describe('isAllowedServiceUrl', () => {
  const list = ['https://smba.trafficmanager.net/', 'http://127.0.0.1:3979/teams/'];

  for (const url of [
    'https://smba.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net/emea',
    'https://SMBA.trafficmanager.net:443/uk/',
    'http://127.0.0.1:3979/teams',
    'http://127.0.0.1:3979/teams/amer/',
  ]) {
    it(`allows ${url}`, () => expect(isAllowedServiceUrl(url, list)).to.equal(true));
  }

  for (const url of [
    '',
    'smba.trafficmanager.net',
    'http://smba.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net.example.com/',
    'https://example.com/https://smba.trafficmanager.net/',
    'https://smba.trafficmanager.net@example.com/',
    'https://x:y@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:444/',
    'https://smba.trafficmanager.net/#x',
    'https://smba.trafficmanager.net/?x',
    'http://127.0.0.1:3979/',
    'http://127.0.0.1:3979/teamsters/',
    'http://127.0.0.1:3979/teams/../vault/',
    'http://127.0.0.1:3979/teams/%2e%2e/vault/',
    'http://127.0.0.1:3979/teams/%2E%2E%2Fvault/',
    'http://127.0.0.1:3979/teams/..%5cvault/',
    'http://2130706433:3980/teams/',
  ]) {
    it(`rejects ${JSON.stringify(url)}`, () => expect(isAllowedServiceUrl(url, list)).to.equal(false));
  }
});
