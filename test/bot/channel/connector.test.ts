import { expect } from 'chai';
import { createConnector } from '../../../src/bot/channel/connector.ts';

describe('createConnector', () => {
  it('speaks to listed service URLs alone, whoever asks for another', () => {
    const call = () => Promise.reject(new Error('called'));
    const list = ['https://smba.trafficmanager.net/'];
    expect(() => createConnector('https://smba.trafficmanager.net/amer/', list, call)).not.to.throw();
    expect(() => createConnector('https://attacker.example.com/', list, call)).to.throw('not on the list');
  });
});
