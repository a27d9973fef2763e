import { expect } from 'chai';
import { toClaimRows } from '../../../../src/teams-host/page/flow-panel/claims.ts';

describe('rows of claims', () => {
  it('say what a claim means', () => {
    expect(toClaimRows({ aud: 'api://repairs' })).to.deep.equal([
      { name: 'aud', value: 'api://repairs', meaning: 'Whom it is for' },
    ]);
  });

  it('show times as times', () => {
    const [row] = toClaimRows({ exp: 1_767_225_600 }, 'en-GB');
    expect(row?.value).to.match(/^\d\d:\d\d:\d\d$/);
  });

  it('show what is unknown or no text as it is', () => {
    expect(toClaimRows({ amr: ['pwd'], exp: 'soon', x: null })).to.deep.equal([
      { name: 'amr', value: '["pwd"]', meaning: '' },
      { name: 'exp', value: 'soon', meaning: 'Expires' },
      { name: 'x', value: 'null', meaning: '' },
    ]);
  });
});
