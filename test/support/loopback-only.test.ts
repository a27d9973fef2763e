import { createConnection } from 'node:net';
import { expect } from 'chai';
import { LeftTheMachine } from './loopback-only.ts';

describe('tests', () => {
  it('cannot connect off loopback', async () => {
    expect(() => createConnection({ host: '192.0.2.1', port: 80 })).to.throw(LeftTheMachine);
    const failure = await fetch('http://192.0.2.1/').catch((error: Error) => error);
    expect((failure as Error).cause).to.be.instanceOf(LeftTheMachine);
  });
});
