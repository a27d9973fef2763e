import { expect } from 'chai';
import fc from 'fast-check';
import { createRateLimit, sendLimits } from '../../../src/teams-host/connector/rate-limit.ts';
import { aClock } from '../vault/vault-fixture.ts';

describe('rate limits', () => {
  it('hold in every window, and never require a wait of more than an hour', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 50, maxLength: 200 }), (gaps) => {
        const clock = aClock();
        const limit = createRateLimit(sendLimits, clock.now);
        const taken: number[] = [];
        for (const gap of gaps) {
          clock.advance(gap / 1000);
          const wait = limit.take('bot');
          expect(wait).to.be.within(0, 3600);
          if (wait === 0) {
            taken.push(clock.now().getTime());
          }
        }
        for (const { seconds, calls } of sendLimits) {
          for (const at of taken) {
            const inWindow = taken.filter((time) => time > at - seconds * 1000 && time <= at);
            expect(inWindow.length).to.be.at.most(calls);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
