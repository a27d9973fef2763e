import { expect } from 'chai';
import { attemptPeriod, createCodeAttempts } from '../../../src/bot/user-tokens/code-attempts.ts';

describe('attempts to enter a verification code', () => {
  function startAttempts(capacity?: number) {
    let time = 1_000_000;
    const attempts = createCodeAttempts(() => new Date(time), capacity);
    const exhaust = (person: string) => {
      for (let count = 0; count < 5; count += 1) {
        expect(attempts.start(person)).to.equal(true);
      }
    };
    return {
      attempts,
      exhaust,
      pass: (milliseconds: number) => {
        time += milliseconds;
      },
    };
  }

  it('are limited for each person', () => {
    const { attempts, exhaust } = startAttempts();
    exhaust('karin');
    expect(attempts.start('karin')).to.equal(false);
    expect(attempts.start('isaac')).to.equal(true);
  });

  it('are allowed again after the period, which refused attempts do not extend', () => {
    const { attempts, exhaust, pass } = startAttempts();
    exhaust('karin');
    pass(attemptPeriod - 1);
    expect(attempts.start('karin')).to.equal(false);
    pass(2);
    exhaust('karin');
    expect(attempts.start('karin')).to.equal(false);
  });

  it('are not used up by codes that were right', () => {
    const { attempts } = startAttempts();
    for (let count = 0; count < 10; count += 1) {
      expect(attempts.start('karin')).to.equal(true);
      attempts.takeBack('karin');
    }
  });

  it('are counted for a limited number of people', () => {
    const { attempts, exhaust } = startAttempts(2);
    for (const person of ['a', 'b', 'c']) {
      exhaust(person);
    }
    expect([attempts.start('b'), attempts.start('c')]).to.deep.equal([false, false]);
    attempts.takeBack('unknown');
  });
});
