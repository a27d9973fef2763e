import { expect } from 'chai';
import { loadAgain, takeReason } from '../../../../src/teams-host/page/shell/load-again.ts';
import { aStorage } from '../../../support/a-storage.ts';

describe('loading the page again', () => {
  it('keeps the reason for the page that follows, which says it once', () => {
    const storage = aStorage();
    let loads = 0;
    const reload = () => {
      loads += 1;
    };
    expect(loadAgain('A new version.', { storage, reload })).to.equal(true);
    expect(loads).to.equal(1);
    expect(takeReason(storage)).to.equal('A new version.');
    expect(takeReason(storage)).to.equal(undefined);
  });

  it('happens at most once in ten seconds, so that a browser without cookies does not load forever', () => {
    const storage = aStorage();
    let time = 1_000_000;
    const options = { storage, now: () => time, reload: () => {} };
    expect(loadAgain('First.', options)).to.equal(true);
    time += 9_999;
    expect(loadAgain('Second.', options)).to.equal(false);
    time += 1;
    expect(loadAgain('Third.', options)).to.equal(true);
  });

  it('does not happen if the reason cannot be kept', () => {
    expect(loadAgain('A reason.', { storage: aStorage(1), reload: () => expect.fail() })).to.equal(false);
  });
});
