import { expect } from 'chai';
import { verifyActivity } from '../../../src/bot/front-door/verify-activity.ts';
import { parseActivity } from '../../../src/bot/turn/inbound-activity.ts';
import { TokenRefused } from '../../../src/jwt/token-refused.ts';
import { anActivity } from '../../support/an-activity.ts';

describe('verifyActivity', () => {
  const serviceUrl = 'https://smba.trafficmanager.net/amer/';
  const identity = { serviceUrl, endorsements: ['msteams'] };
  const list = ['https://smba.trafficmanager.net/'];
  const check =
    (overrides: object, given: object = {}, urls = list) =>
    () =>
      verifyActivity(parseActivity(anActivity(serviceUrl, { ...overrides })), { ...identity, ...given }, urls);

  it('accepts an activity that matches its token', () => {
    expect(check({})).not.to.throw();
  });

  const cases: readonly [string, () => void][] = [
    ['channelId is not msteams', check({ channelId: 'webchat' }, { endorsements: ['webchat', 'msteams'] })],
    ['the key does not endorse the channel', check({}, { endorsements: ['webchat'] })],
    ['serviceUrl is not that of the token', check({ serviceUrl: 'https://smba.trafficmanager.net/emea/' })],
    ['serviceUrl is not on the allow-list', check({}, {}, ['https://smba.example.com/'])],
    ['serviceUrl is not on the allow-list', check({}, {}, [])],
  ];
  for (const [reason, run] of cases) {
    it(`rejects an activity if ${reason}`, () => {
      expect(run).to.throw(TokenRefused, reason);
    });
  }
});
