/** Tokens with unknown keys, which anybody can send. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { type AttackedApp, report, startAttackedApp } from './attacked-app.ts';

describe('forged tokens', () => {
  let app: AttackedApp;

  before(async () => {
    app = await startAttackedApp();
  });

  after(() => app.close());

  it('do not cause 401 for good tokens of a new key, and do not keep the new key away', async () => {
    expect((await app.call('GET', '/api/repairs')).status).to.equal(200);
    let number = 0;
    const forge = async () => {
      number += 1;
      return (await app.call('GET', '/api/repairs', { token: { header: { kid: `forged-${number}` } } })).status;
    };
    expect(await forge()).to.equal(401);
    await app.issuer.rotate();
    const seen = new Set<number>();
    const start = performance.now();
    for (let answer = await app.call('GET', '/api/repairs'); ; answer = await app.call('GET', '/api/repairs')) {
      seen.add(answer.status);
      if (answer.status !== 503) {
        break;
      }
      expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 10);
      await Promise.all(Array.from({ length: 10 }, forge));
      await delay(500);
    }
    report(
      `${number} forged tokens; the new key was accepted after ${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
    expect([...seen]).to.deep.equal([503, 200]);
    expect(app.issuer.fetches).to.be.below(5);
  });
});
