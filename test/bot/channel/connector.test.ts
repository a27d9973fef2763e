import { expect } from 'chai';
import type { ChannelCall } from '../../../src/bot/channel/call-channel.ts';
import { createConnector } from '../../../src/bot/channel/connector.ts';

describe('createConnector', () => {
  const calls: ChannelCall[] = [];
  const connector = createConnector({
    serviceUrls: ['https://smba.trafficmanager.net/'],
    call: async (call) => {
      calls.push(call);
      return { status: 200, headers: {}, text: '' };
    },
  });
  const at = (serviceUrl: string) => ({ serviceUrl, conversation: { id: '19:a/b' } });

  beforeEach(() => calls.splice(0));

  it('sends to conversations of listed service URLs', async () => {
    const to = at('https://smba.trafficmanager.net/amer//');
    await connector.send(to, { text: 'one' });
    await connector.send(to, { text: 'two' }, 'message/1');
    await connector.update(to, 'message/2', { text: 'three' });
    const url = 'https://smba.trafficmanager.net/amer/v3/conversations/19%3Aa%2Fb/activities';
    expect(calls).to.deep.equal([
      { method: 'POST', url, body: { text: 'one' } },
      { method: 'POST', url: `${url}/message%2F1`, body: { text: 'two' } },
      { method: 'PUT', url: `${url}/message%2F2`, body: { text: 'three' } },
    ]);
  });

  it('sends nothing to any other service URL', async () => {
    const to = at('https://attacker.example.com/');
    for (const sending of [connector.send(to, {}), connector.update(to, 'message-1', {})]) {
      const fault = await sending.catch((cause: unknown) => cause);
      expect(fault).to.be.instanceOf(Error).with.property('message', 'The service URL is not on the allow-list.');
    }
    expect(calls).to.deep.equal([]);
  });
});
